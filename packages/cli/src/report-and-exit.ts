/** Errors whose message says all that the user needs. */
const PLAIN = /^(?:Listen|Environment|DatabaseUnavailable|ModelConfiguration)Error$/;

/** What is wrong with a path, by the system's code. */
const PATHS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'it is not a folder',
  EACCES: 'it may not be read or written',
};

/** Prints what went wrong and how to mend it; the trace only of what nobody foresaw. */
export function reportAndExit(error: unknown): void {
  process.exitCode = 1;
  if (!(error instanceof Error)) return console.error(error);
  const { message, name, remedy, code, path } = error as Error & { remedy?: string; code?: string; path?: string };
  const wrong = code === undefined ? undefined : PATHS[code];
  // Some messages end in their remedy already.
  if (remedy !== undefined) console.error(message.endsWith(remedy) ? message : `${message}\n→ ${remedy}`);
  else if (PLAIN.test(name)) console.error(message);
  else if (wrong !== undefined && path !== undefined) console.error(`${path}: ${wrong}\n→ check the path`);
  else console.error(error);
}
