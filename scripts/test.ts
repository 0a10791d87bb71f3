import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './chromium.ts';
import { buildDemoIfStale } from './demo.ts';

// npm test: everything, on real parts. What it needs it installs or starts, or it says what is missing.

try {
  process.env['CHROMIUM'] = ensureChromium();
  buildDemoIfStale();
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
