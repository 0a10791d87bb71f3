/**
 * A text as Postgres can keep it: U+0000 and halves of surrogate pairs become U+FFFD. That is as long, so that offsets stay, and what
 * Markdown reads for U+0000 anyway.
 */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\uFFFD');
