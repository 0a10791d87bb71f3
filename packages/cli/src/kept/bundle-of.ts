import type { Bundle, Maker } from '@attune/contract';
import type { Parts } from '@attune/server/main';

/** All that is kept of a book's chapters, with a header that says what it is. What was prepared for readers is marked so. */
export async function bundleOf({ site, store }: Parts): Promise<Bundle> {
  const kept = await store.adaptations.list([...site.chapters.keys()]);
  const { plans, adaptations, reviews, flags } = kept;
  const makers: Maker[] = [...plans, ...adaptations, ...reviews, ...flags].map(({ maker }) => maker);
  const times = makers.map(({ at }) => at).sort();
  const models = [...new Set(makers.map(({ model }) => model))].sort();
  return {
    attune: 'adaptations/1',
    about: `Adaptations of a book's chapters, written by a language model (${models.join(', ') || 'none'}) and checked by rules. Nothing in it was written by hand. Made with attune warm, written by attune bundle.`,
    prompts: [...new Set(makers.map(({ prompts }) => prompts))].sort(),
    from: times[0] ?? EPOCH,
    to: times.at(-1) ?? EPOCH,
    ...prepared({ plans, adaptations, reviews, flags }),
  };
}

const EPOCH = new Date(0).toISOString();

type Kept = Pick<Bundle, 'plans' | 'adaptations' | 'reviews' | 'flags'>;

/** Who gets it from a file did not wait for it. */
function prepared({ plans, adaptations, reviews, flags }: Kept): Kept {
  const mark = <Row extends { maker: Maker }>(rows: readonly Row[]): Row[] =>
    rows.map((row) => ({ ...row, maker: { ...row.maker, prepared: true } }));
  return { plans: mark(plans), adaptations: mark(adaptations), reviews: mark(reviews), flags: mark(flags) };
}
