import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { useTestStore } from './testing/open-test-store.ts';

describe('the personalization log', () => {
  const it = useTestStore();
  const entry = (userId: string | null, chapterId: string) =>
    ({
      userId,
      chapterId,
      transformationType: 'personalize',
      responseTimeMs: 1.6,
      cached: false,
      llmProvider: null,
    }) as const;
  const rows = (chapter: string) =>
    it.store.db.selectFrom('personalization_log').selectAll().where('chapter_id', '=', chapter).orderBy('id').execute();

  test('keeps a batch in its order', async () => {
    const user = await it.addUser();
    const at = new Date('2026-11-20T05:00:00Z');
    await it.store.log.append([
      entry(user, 'batch'),
      { ...entry(null, 'batch'), cached: true, llmProvider: 'anthropic', createdAt: at },
    ]);
    expect(await rows('batch')).toMatchObject([
      { user_id: user, transformation_type: 'personalize', response_time_ms: 2, cached: false, llm_provider: null },
      { user_id: null, cached: true, llm_provider: 'anthropic', created_at: at },
    ]);
  });

  test('keeps the rows of a reader who is deleted, without the reader', async () => {
    const user = await it.addUser();
    await it.store.log.append([entry(user, 'deleted')]);
    await it.removeUser(user);
    expect(await rows('deleted')).toMatchObject([{ user_id: null, chapter_id: 'deleted' }]);
  });

  test('keeps a batch in which a reader is already gone', async () => {
    const user = await it.addUser();
    await it.store.log.append([entry(randomUUID(), 'gone'), entry(user, 'gone')]);
    expect(await rows('gone')).toMatchObject([{ user_id: null }, { user_id: user }]);
  });

  test('takes an empty batch', async () => {
    await expect(it.store.log.append([])).resolves.toBeUndefined();
  });
});
