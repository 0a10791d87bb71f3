import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

const KEPT = fileURLToPath(new URL('../screenshots/', import.meta.url));
const FOUND = fileURLToPath(new URL('../../test-results/screenshots/', import.meta.url));
/** Colours that differ so much differ to the eye, of 1; letters at half their size are smudged otherwise on every machine. */
const THRESHOLD = 0.25;
/** Part of a picture that may differ: another version of a font moves a line's end, not a page. */
const TOLERANCE = 0.03;

/**
 * How much of what is in view differs from the picture that is kept, of 1. `SCREENSHOTS=update` keeps it as it is now. What differs too
 * much is left in `test-results/screenshots`, with the difference.
 */
export async function differenceFrom(name: string, page: Page): Promise<number> {
  await page.evaluate(() => document.fonts.ready);
  const now = halved(PNG.sync.read(await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' })));
  const taken = PNG.sync.write(now);
  const path = join(KEPT, `${name}.png`);
  if (process.env['SCREENSHOTS'] === 'update') {
    write(path, taken);
    return 0;
  }
  if (!existsSync(path)) throw new Error(`no picture of ${name} is kept: SCREENSHOTS=update takes one`);
  const kept = PNG.sync.read(readFileSync(path));
  if (kept.width !== now.width || kept.height !== now.height) return 1;
  const shown = new PNG({ width: now.width, height: now.height });
  const options = { threshold: THRESHOLD };
  const part = pixelmatch(kept.data, now.data, shown.data, now.width, now.height, options) / (now.width * now.height);
  if (part > TOLERANCE) {
    write(join(FOUND, `${name}.png`), taken);
    write(join(FOUND, `${name}.difference.png`), PNG.sync.write(shown));
  }
  return part;
}

export const isSame = (difference: number): boolean => difference <= TOLERANCE;

/** At half its size and in fewer colours: a small file, in which letters do not tell one machine from another. */
function halved(full: PNG): PNG {
  const half = new PNG({ width: full.width >> 1, height: full.height >> 1 });
  for (let at = 0; at < half.data.length; at += 1) {
    const [channel, x, y] = [at % 4, (at >> 2) % half.width, Math.floor((at >> 2) / half.width)];
    const of = (right: number, down: number): number =>
      full.data[((2 * y + down) * full.width + 2 * x + right) * 4 + channel] ?? 0;
    const mean = (of(0, 0) + of(1, 0) + of(0, 1) + of(1, 1)) / 4;
    half.data[at] = channel === 3 ? 255 : Math.min(255, Math.round(mean / 17) * 17);
  }
  return half;
}

function write(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}
