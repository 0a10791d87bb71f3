import type { Bundle } from '@attune/contract';
import { type ModelRewriter, personalize, type Said } from '@attune/core';
import { memoryAdaptations, scriptedRewriter, testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import { importBundle } from './import-bundle.ts';

const book = { ...testBook(), rewriting: true };
const chapter = testChapter('The motor draws 20 W.\n\nIt gets warm.', book);
const block = chapter.blocks[0]?.id as string;
const why = [{ facet: 'programming_experience', value: 'Beginner' }];
const profile = { programming_experience: 'Beginner' };
const opened = { chapters: new Map([[chapter.id, chapter]]), book };
const TEXT = 'While it runs, the motor draws 20 W.';
const nothing = { findVariant: async () => undefined, putVariant: async <T>(_: string, variant: T) => variant };

/** What a model made of the chapter, as a bundle. */
async function bundled(text = TEXT): Promise<Bundle> {
  const adaptations = memoryAdaptations();
  const model: ModelRewriter = scriptedRewriter((task): Said[] =>
    task.kind === 'plan'
      ? [{ says: 'entry', entry: { block, terms: [], need: 'x', does: ['rewrite'], tags: ['x'] } }]
      : [{ says: 'edit', edit: { block, action: 'rewrite', tag: 'x', why, texts: [TEXT] } }],
  );
  await personalize({ chapter, profile, book }, { store: nothing, adaptations, model });
  const [made] = [...adaptations.adaptations.values()];
  const edits = made?.edits.map((edit) => ({ ...edit, texts: [text] })) ?? [];
  return {
    attune: 'adaptations/1',
    about: 'a test',
    prompts: ['test'],
    from: made?.maker.at ?? '',
    to: made?.maker.at ?? '',
    plans: [...adaptations.plans.values()],
    adaptations: made ? [{ ...made, edits }] : [],
    reviews: [],
    flags: [],
  };
}

function target() {
  const forgotten: string[] = [];
  const adaptations = memoryAdaptations();
  return { forgotten, adaptations, variants: { forgetVariants: async (id: string) => forgotten.push(id) } };
}

it('what a bundle has is shown without a model, and pages put together without it are forgotten', async () => {
  const store = target();
  expect(await importBundle(await bundled(), opened, store)).toEqual({ kept: 1, refused: 0, outdated: 0 });
  expect(store.forgotten).toEqual([chapter.id]);
  const { variant } = await personalize({ chapter, profile, book }, { store: nothing, adaptations: store.adaptations });
  expect(variant.edits[0]?.texts).toEqual([TEXT]);
});

it('the second time nothing is judged, written or forgotten', async () => {
  const store = target();
  await importBundle(await bundled(), opened, store);
  const written: unknown[] = [];
  const putAdaptations = async (rows: readonly unknown[]): Promise<void> => void written.push(...rows);
  const again = { ...store, adaptations: { ...store.adaptations, putAdaptations } };
  expect(await importBundle(await bundled(), opened, again)).toEqual({ kept: 0, refused: 0, outdated: 0 });
  expect([written, store.forgotten.length]).toEqual([[], 1]);
});

it('plans by which nothing is needed are kept too', async () => {
  const store = target();
  await importBundle({ ...(await bundled()), adaptations: [] }, opened, store);
  expect(store.adaptations.plans.size).toBeGreaterThan(0);
});

it('an edit that the checks refuse is not shown, whatever the file says of it', async () => {
  const store = target();
  expect(await importBundle(await bundled('The motor draws 2000 W.'), opened, store)).toMatchObject({ refused: 1 });
  expect([...store.adaptations.adaptations.values()].flatMap(({ edits }) => edits)).toEqual([]);
});
