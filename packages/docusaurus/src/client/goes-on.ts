const DAY = 86_400_000;

/** When it goes on, as a reader says it: a time of today, or with its day. */
export function goesOnAt(seconds: number | undefined, language: string): string {
  const at = new Date(Date.now() + (seconds ?? 60) * 1000);
  const isSoon = at.getTime() - Date.now() < DAY && at.getDate() === new Date().getDate();
  // Without AM and PM, which break up in a line from right to left.
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(language, isSoon ? time : { weekday: 'long', ...time }).format(at);
}
