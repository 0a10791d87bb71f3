/** How long a line waits for others, in milliseconds, and how many wait at most. */
const PAUSE = 100;
const MOST = 512;

/**
 * Where the log goes: the process's output, many lines at a time. Written one by one they cost a fifth of an answer from memory, and through
 * pino's own collecting destination nearly as much. What waits when the process ends is written then.
 */
export function openLines(output: { write(text: string): unknown } = process.stdout): { write(line: string): void } {
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0) output.write(waiting.join(''));
    waiting = [];
  }
  process.once('exit', flush);
  return {
    write(line) {
      waiting.push(line);
      if (waiting.length >= MOST) flush();
      else timer ??= setTimeout(flush, PAUSE).unref();
    },
  };
}
