import type { Feedback } from '@attune/contract';
import { describe, expect, test } from 'vitest';
import { exampleVariant, useTestStore } from './testing/open-test-store.ts';

const said = (change: Partial<Feedback> = {}): Feedback => ({
  chapter: 'default/current/en/nodes',
  variant: 'a'.repeat(64),
  block: '0a1b2c3d4e5f',
  action: 'rewrite',
  tag: 'beginner-simplify',
  verdict: 'up',
  ...change,
});

describe('feedback', () => {
  const it = useTestStore();
  const verdicts = async (chapter: string): Promise<unknown[]> =>
    (await it.store.feedback.list([chapter])).map(({ verdict, text }) => text ?? verdict);

  test('of a reader takes the place of what they said of that edit before; a report stands beside it', async () => {
    const chapter = 'replaced';
    const one = await it.addUser();
    const other = await it.addUser();
    await it.store.feedback.add(one, said({ chapter }));
    await it.store.feedback.add(other, said({ chapter }));
    await it.store.feedback.add(one, said({ chapter, verdict: 'down' }));
    await it.store.feedback.add(one, said({ chapter, verdict: 'report', text: 'It is 24 V.' }));
    expect((await verdicts(chapter)).sort()).toEqual(['It is 24 V.', 'down', 'up']);
  });

  test('of readers without a name is all kept, to the last code unit, up to what a chapter may have', async () => {
    const chapter = 'crowded';
    const text = '‏روبوٹ \u0000 <script> \ud800';
    for (const verdict of ['up', 'up'] as const)
      expect(await it.store.feedback.add(null, said({ chapter, verdict }))).toBe(true);
    await it.store.feedback.add(null, said({ chapter, verdict: 'report', text }));
    expect(await verdicts(chapter)).toEqual(['up', 'up', '‏روبوٹ \ufffd <script> \ufffd']);
    await it.store.pool.query(
      `insert into feedback (chapter, block, action, tag, variant, verdict)
       select 'crowded', 'b', 'rewrite', 't', 'v', 'up' from generate_series(1, 9997)`,
    );
    expect(await it.store.feedback.add(null, said({ chapter }))).toBe(false);
    expect(await it.store.feedback.add(null, said({ chapter: 'another' }))).toBe(true);
  });

  test('names the adaptation that was read: of the block, and for such readers', async () => {
    const chapter = 'adapted';
    const page = exampleVariant({ chapter, projection: { hardware: 'None', level: 'Beginner' } });
    await it.store.variants.putVariant('page of adapted', page);
    await it.store.pool.query(
      `insert into adaptations (key, chapter, block, projection, state, edits, refused, remarks, asked, certificate, model, prompts, prepared, made_at)
       select key, $1, block, projection::jsonb, 'done', edits, '[]', '[]', 1, '[]', 'm', 'p', false, now() from (values
         ('theirs', 'b', '{"level":"Beginner"}', '[{}]'), ('others', 'b', '{"level":"Advanced"}', '[{}]'),
         ('nothing', 'c', '{"level":"Beginner"}', '[]')) as made (key, block, projection, edits)`,
      [chapter],
    );
    for (const block of ['b', 'c']) await it.store.feedback.add(null, said({ chapter, block, variant: page.variant }));
    await it.store.feedback.add(null, said({ chapter, block: 'b', variant: 'e'.repeat(64) }));
    expect((await it.store.feedback.list([chapter])).map(({ adaptation }) => adaptation)).toEqual([
      'theirs',
      undefined,
      undefined,
    ]);
  });

  test('stays without a name when its reader is deleted', async () => {
    const chapter = 'orphaned';
    const reader = await it.addUser();
    await it.store.feedback.add(reader, said({ chapter }));
    await it.store.pool.query('delete from users where id = $1', [reader]);
    expect(await verdicts(chapter)).toEqual(['up']);
    // Deleted while they said it.
    expect(await it.store.feedback.add(reader, said({ chapter }))).toBe(true);
  });

  test('is of the chapters that are asked for', async () => {
    expect(await it.store.feedback.list([])).toEqual([]);
    expect(await it.store.feedback.list(['never'])).toEqual([]);
  });
});
