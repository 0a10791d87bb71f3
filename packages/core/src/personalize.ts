import { type Edit, hashValue, type Profile, project, type Variant } from '@attune/contract';
import { CHECKS, checkEdit, isRefused } from './checks/index.ts';
import { withTrees } from './checks/with-trees.ts';
import type { Book, Chapter, Rewriter, VariantStore } from './types.ts';
import { authoredRewriter } from './authored/authored-rewriter.ts';

export interface PersonalizeRequest {
  readonly chapter: Chapter;
  readonly profile: Profile;
  readonly book: Book;
}

export interface PersonalizePorts {
  readonly store: VariantStore;
  readonly rewriter?: Rewriter;
}

export interface Personalized {
  readonly variant: Variant;
  /** What the variant is kept under: the hash of what it was made from. */
  readonly key: string;
  readonly cached: boolean;
}

/**
 * A chapter for a reader. What matters of the profile is its projection; all readers with the same projection share the variant.
 * Nothing that a check refuses is kept or shown.
 */
export async function personalize(request: PersonalizeRequest, ports: PersonalizePorts): Promise<Personalized> {
  const { chapter, book } = request;
  const { store, rewriter = authoredRewriter } = ports;
  const projection = project(book.facets, request.profile, chapter.facets);
  const key = variantKey(chapter, projection, book, rewriter);

  const known = await store.findVariant(key);
  if (known) return { variant: known, key, cached: true };

  const accepted: Edit[] = [];
  for await (const edit of rewriter.rewrite(chapter, projection, book)) {
    if (!isRefused(checkEdit(edit, chapter, book))) accepted.push(withTrees(edit, chapter, book));
  }
  const variant = await store.putVariant(key, assemble(chapter, projection, accepted));
  return { variant, key, cached: false };
}

/** Hash of everything that a variant is made from and judged by; no reader in it. */
function variantKey(chapter: Chapter, projection: Variant['projection'], book: Book, rewriter: Rewriter): string {
  const { id, revision } = chapter;
  const checks = CHECKS.map(({ name, version }) => [name, version]);
  return hashValue({ chapter: id, revision, projection, book: book.fingerprint, rewriter: rewriter.name, checks });
}

/** The edits in reading order, with what names and tells of them. */
function assemble(chapter: Chapter, projection: Variant['projection'], edits: readonly Edit[]): Variant {
  const tags = [...new Set(edits.map((edit) => edit.tag))].sort();
  const profileHash = hashValue(projection);
  const content = { chapter: chapter.id, revision: chapter.revision, projection, profileHash, edits: [...edits], tags };
  return { variant: hashValue(content), ...content };
}
