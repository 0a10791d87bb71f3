/** Milliseconds. What asks for longer, or for a number that is none, asks for this. */
const LONGEST = 86_400_000;

/** Milliseconds to wait, a day at most, from the header `retry-after`: seconds or a date (RFC 9110, 10.2.3). */
export function readRetryAfter(header: string | undefined, now: number = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(header.trim())) return Math.min(Number(header) * 1000, LONGEST);
  const date = /^[a-z]{3},/i.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - now), LONGEST);
}
