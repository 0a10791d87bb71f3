/** Prints what went wrong and how to mend it; the trace only of what nobody foresaw. */
export function reportAndExit(error: unknown): void {
  const { message, remedy, code } = error as { message?: string; remedy?: string; code?: string };
  if (remedy !== undefined) console.error(`${message}\n→ ${remedy}`);
  else if (code === 'ENOENT') console.error(`${message}\n→ check the path`);
  else if (error instanceof Error && /^(?:Listen|Environment)Error$/.test(error.name)) console.error(message);
  else console.error(error);
  process.exitCode = 1;
}
