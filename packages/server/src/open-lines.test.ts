import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { openLines } from './open-lines.ts';

test('lines are written together, in their order, after a moment or when there are many', () => {
  vi.useFakeTimers();
  const written: string[] = [];
  const lines = openLines({ write: (text) => written.push(text) });
  lines.write('a\n');
  lines.write('b\n');
  expect(written).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(written).toEqual(['a\nb\n']);
  for (let count = 0; count < 512; count += 1) lines.write('c\n');
  expect(written).toHaveLength(2);
  vi.useRealTimers();
});

test('what waits when the process ends is written, also where it ends by a failure', async () => {
  const module = fileURLToPath(new URL('./open-lines.ts', import.meta.url));
  const program = `import { openLines } from ${JSON.stringify(module)}; openLines().write('the last line'); throw new Error('it failed');`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  expect(stdout).toBe('the last line');
});
