/** Puts values into a template: `%name%`. Values are names, counts and words of ours; what others wrote stands in a fence. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/%(\w+)%/g, (written, name: string) => String(values[name] ?? written));
}

/** Paragraphs, the empty ones left out. */
export const paragraphs = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n');
