type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The objects that a piece of an answer says: itself, or those in the one list that it wraps. None where it is no JSON, small slips (a raw
 * line break or an unknown escape in a string) aside.
 */
export function parseObject(text: string): readonly Fields[] | undefined {
  const value = parse(text) ?? parse(mended(text));
  if (!isObject(value)) return undefined;
  const values = Object.values(value);
  const [list] = values;
  return values.length === 1 && Array.isArray(list) && list.length > 0 && list.every(isObject) ? list : [value];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Inside strings: control characters escaped, a backslash that escapes nothing doubled. */
function mended(text: string): string {
  return text.replace(/"[^"\\]*(?:\\[^][^"\\]*)*"/g, (string) =>
    string
      .replace(/\\(?:["\\/bfnrt]|u[\da-fA-F]{4})|\\/g, (escape) => (escape === '\\' ? '\\\\' : escape))
      // eslint-disable-next-line no-control-regex -- they are what is looked for
      .replace(/[\u0000-\u001F]/g, (control) => ESCAPES[control] ?? ' '),
  );
}
