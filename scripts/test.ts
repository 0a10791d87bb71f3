import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { corpusFiles } from 'attune-test-support';
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

const folder = mkdtempSync(join(tmpdir(), 'attune-test-'));
const report = join(folder, 'report.json');
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const { status } = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
  stdio: 'inherit',
});

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8')) as Report;
rmSync(folder, { recursive: true });
const files = corpusFiles().length;
console.log(files > 0 ? `corpus: ${files} files` : `corpus: ABSENT, ${numPendingTests} tests skipped`);
console.log(`tests: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exitCode = status ?? 1;
