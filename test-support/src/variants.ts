/** The same text as other editors and systems write it: what reading must not depend on. */
export const VARIANTS = {
  'as it is': (source) => source,
  'with CRLF': (source) => source.replace(/\r?\n/g, '\r\n'),
  'with a BOM': (source) => `\uFEFF${source.replace(/^\uFEFF/, '')}`,
  'with a BOM and CRLF': (source) => `\uFEFF${source.replace(/^\uFEFF/, '').replace(/\r?\n/g, '\r\n')}`,
  'without a final newline': (source) => source.replace(/[\r\n]+$/, ''),
} as const satisfies Record<string, (source: string) => string>;

export const VARIANT_NAMES = Object.keys(VARIANTS) as (keyof typeof VARIANTS)[];
