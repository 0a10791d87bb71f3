import type { Edit } from '@attune/contract';
import { memoryAdaptations, type Script, scriptedRewriter, testBook, testChapter } from 'attune-test-support';
import { expect, it } from 'vitest';
import { adapt, assemble, type Book, ModelError, openPage, recall, type Said } from '../index.ts';

const book: Book = { ...testBook(), rewriting: true };
const chapter = testChapter('The motor draws 20 W.\n\nIt gets warm after a while.', book);
const block = chapter.blocks[0]?.id as string;
const why = [{ facet: 'programming_experience', value: 'Beginner' }];
const PLAN: Said = { says: 'entry', entry: { block, terms: [], need: 'x', does: ['rewrite', 'insert'], tags: ['x'] } };
const FIRST = 'While it runs, the motor draws 20 W.';
const BETTER = 'While it runs, the motor uses power: it draws 20 W.';
const REMARK: Said = { says: 'remark', block, text: 'Say what draws means.' };
const rewrite = (text: string): Said => ({
  says: 'edit',
  edit: { block, action: 'rewrite', tag: 'x', why, texts: [text] },
});
const note = (text: string): Said => ({
  says: 'edit',
  edit: { block, action: 'insert', position: 'after', kind: 'note', tag: 'x', why, text },
});

/** A page adapted and looked at a second time; once more where it is asked to. */
async function lookedAt(second: Said[], first: Said[] = [rewrite(FIRST)]) {
  const store = memoryAdaptations();
  const script: Script = (task) => {
    if (task.kind === 'plan') return [PLAN];
    if (task.kind === 'review') return [REMARK];
    return task.again.length > 0 ? second : first;
  };
  const model = scriptedRewriter(script);
  const page = openPage(chapter, { programming_experience: 'Beginner' }, book);
  const look = async (): Promise<Edit[]> => {
    const known = await recall(page, store);
    await adapt(known, { model, store }, { review: true });
    return assemble(page, known);
  };
  const texts = (await look()).map(({ texts: own, text }) => own?.[0] ?? text);
  const [kept] = [...store.adaptations.values()];
  return { look, texts, kept, asked: model.asked };
}

it('what a reviewer remarks on is asked for once more, with the remark and what stands', async () => {
  const { texts, asked } = await lookedAt([rewrite(BETTER)]);
  expect(asked.map(({ kind }) => kind)).toEqual(['plan', 'section', 'review', 'section']);
  expect(asked[3]).toMatchObject({
    again: [{ block, remarks: ['Say what draws means.'], standing: [{ texts: [FIRST] }], refused: [] }],
  });
  expect(texts).toEqual([BETTER]);
});

it('what stood stays where the second answer has anything that the checks refuse', async () => {
  expect((await lookedAt([rewrite('The motor draws 2000 W.')])).texts).toEqual([FIRST]);
  expect((await lookedAt([rewrite(BETTER), note('It takes 9000 W.')])).texts).toEqual([FIRST]);
});

it('what stood stays where the second answer breaks off', async () => {
  const store = memoryAdaptations();
  const model = scriptedRewriter(function* (task): Iterable<Said> {
    if (task.kind === 'plan') yield PLAN;
    else if (task.kind === 'review') yield REMARK;
    else if (task.again.length === 0) yield rewrite(FIRST);
    else {
      yield rewrite(BETTER);
      throw new ModelError('cut', 'gone');
    }
  });
  const page = openPage(chapter, { programming_experience: 'Beginner' }, book);
  const known = await recall(page, store);
  await expect(adapt(known, { model, store }, { review: true })).rejects.toThrow('gone');
  expect(assemble(page, await recall(page, store)).map(({ texts }) => texts?.[0])).toEqual([FIRST]);
});

it('a page is looked at once', async () => {
  const { look, asked } = await lookedAt([rewrite(BETTER)]);
  const before = asked.length;
  await look();
  expect(asked).toHaveLength(before);
});

it('a block has one text of its own and three notes at most', async () => {
  const notes = ['One.', 'Two.', 'Three.', 'Four.'].map((word) => note(`The motor turns. ${word}`));
  const { kept } = await lookedAt([{ says: 'keep', block }], [rewrite(FIRST), rewrite(BETTER), ...notes]);
  expect(kept?.edits.map(({ texts, text }) => texts?.[0] ?? text)).toEqual([
    FIRST,
    'The motor turns. One.',
    'The motor turns. Two.',
    'The motor turns. Three.',
  ]);
});
