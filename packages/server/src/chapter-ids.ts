// Control characters have no place in an id: they forge log lines and break databases.
const FORBIDDEN = /[\\\p{Cc}\p{Cs}]/u;

/**
 * Whether a text can be a chapter's id: segments between slashes, none of them empty or a step to another folder. Ids are
 * looked up among the known chapters and never joined into a path; this tells a mistake from an attack all the same.
 */
export function isChapterId(text: string): boolean {
  const segments = text.split('/');
  return !FORBIDDEN.test(text) && segments.every((segment) => !['', '.', '..'].includes(segment.trim()));
}
