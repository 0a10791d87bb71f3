import { type Edit, hashValue, type PageAddress, type Profile, project, type Variant } from '@attune/contract';
import { adapt, type AdaptOptions } from './adapt/adapt.ts';
import { assemble } from './adapt/assemble.ts';
import { isComplete, type Known, recall } from './adapt/known.ts';
import { makersOf } from './adapt/makers-of.ts';
import { openPage } from './adapt/open-page.ts';
import { adaptInTurn, type Turns } from './adapt/turns.ts';
import { type AdaptationStore, ModelError, type ModelRewriter, type Page } from './adapt/types.ts';
import { CHECKS } from './checks/index.ts';
import { printMarkdown } from './print/print-markdown.ts';
import type { Book, Chapter, VariantStore } from './types.ts';

export interface PersonalizeRequest {
  readonly chapter: Chapter;
  readonly profile: Profile;
  readonly book: Book;
}

export interface PersonalizePorts {
  readonly store: VariantStore;
  /** What models made; without it, what authors wrote is all there is. */
  readonly adaptations?: AdaptationStore;
  /** Asked for what is missing; without it, what is there is shown. */
  readonly model?: ModelRewriter;
  /** Without it, each who finds something missing asks. */
  readonly turns?: Turns;
}

export interface PersonalizeOptions extends Omit<AdaptOptions, 'review'> {
  /** Called once with what can be shown at once, where a model is to be asked for more. */
  readonly onReady?: (variant: Variant) => void;
}

export interface Personalized {
  readonly variant: Variant;
  /** What the variant is kept under: the hash of what it was made from. */
  readonly key: string;
  readonly cached: boolean;
  /** Why some of it is missing; such a variant is not kept, and who asks again may get the rest. */
  readonly failure?: ModelError;
}

/**
 * A chapter for a reader. What matters of the profile is its projection; all readers with the same projection share the variant.
 * Nothing that a check refuses is kept or shown.
 */
export async function personalize(
  request: PersonalizeRequest,
  ports: PersonalizePorts,
  options: PersonalizeOptions = {},
): Promise<Personalized> {
  const { chapter, book } = request;
  const { store, adaptations, model, turns } = ports;
  const projection = project(book.facets, request.profile, chapter.facets);
  const key = keyOf(chapter, projection, book, model !== undefined);

  const cached = await store.findVariant(key);
  if (cached) return { variant: cached, key, cached: true };

  const page = openPage(chapter, projection, book);
  const known = adaptations && book.rewriting ? await recall(page, adaptations) : undefined;
  let failure: ModelError | undefined;
  if (known && adaptations && model && !isComplete(known)) {
    options.onReady?.(variantOf(page, known));
    const ask = { model, store: adaptations };
    const work = turns
      ? adaptInTurn(known, { ...ask, turns, key: turnKey(chapter, projection, book) }, options)
      : adapt(known, ask, options);
    failure = await asFailure(work);
  }
  const variant = variantOf(page, known);
  if (failure) return { variant, key, cached: false, failure };
  const markdown = printMarkdown(chapter, variant.edits, book);
  return { variant: await store.putVariant(key, variant, markdown), key, cached: false };
}

/** What kept a model from answering is told beside what there is; anything else is thrown. */
async function asFailure(work: Promise<void>): Promise<ModelError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
}

/** What the variant of a request is kept under, and what all who wait for it share. */
export function variantKey({ chapter, profile, book }: PersonalizeRequest, asks: boolean): string {
  return keyOf(chapter, project(book.facets, profile, chapter.facets), book, asks);
}

const keyOf = (chapter: Chapter, projection: Variant['projection'], book: Book, asks: boolean): string =>
  keyAt({ chapter: chapter.id, revision: chapter.revision, profileHash: hashValue(projection) }, book, asks);

/**
 * Hash of everything that a variant is made from and judged by; no reader in it. Of what models made only whether one is asked. The
 * projection goes in by its hash, so that whoever knows a page's address knows the key.
 */
export function keyAt(address: PageAddress, { fingerprint }: Pick<Book, 'fingerprint'>, asks: boolean): string {
  const { chapter, revision, profileHash } = address;
  const checks = CHECKS.map(({ name, version }) => [name, version]);
  return hashValue({ pages: PAGES, chapter, revision, profileHash, book: fingerprint, asks, checks });
}

/**
 * What one at a time asks models for. Checks are not in it: nodes with others, while a new version is brought out, need the same
 * adaptations, and judge them by their own.
 */
function turnKey({ id, revision }: Chapter, projection: Variant['projection'], book: Book): string {
  return hashValue({ turn: 1, chapter: id, revision, projection, book: book.fingerprint });
}

/** Version of how a page is put together: a change of what it makes is a change of the key. */
const PAGES = 1;

/** The edits in reading order, with what names and tells of them. */
function variantOf(page: Page, known: Known | undefined): Variant {
  const { chapter, projection } = page;
  const edits: Edit[] = assemble(page, known);
  const tags = [...new Set(edits.map((edit) => edit.tag))].sort();
  const profileHash = hashValue(projection);
  const makers = known ? makersOf(known) : [];
  const content = { chapter: chapter.id, revision: chapter.revision, projection, profileHash, edits, tags, makers };
  return { variant: hashValue(content), ...content };
}
