import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { useTestStore } from './testing/open-test-store.ts';

describe('preferences', () => {
  const it = useTestStore();
  const profile = { programming_experience: 'Beginner', learning_goals: ['hobby', 'research'] };

  test('are undefined before they are saved', async () => {
    expect(await it.store.preferences.find(await it.addUser())).toBeUndefined();
  });

  test('are found as they were saved', async () => {
    const user = await it.addUser();
    const saved = await it.store.preferences.save(user, { profile, onboarding: 'done' });
    expect(saved).toEqual({ profile, onboarding: 'done', updatedAt: expect.any(Date) as Date });
    expect(await it.store.preferences.find(user)).toEqual(saved);
  });

  test('are replaced whole, not merged', async () => {
    const user = await it.addUser();
    await it.store.preferences.save(user, { profile, onboarding: 'done' });
    await it.store.pool.query("update preferences set updated_at = now() - interval '1 hour'");
    const first = await it.store.preferences.find(user);
    await it.store.preferences.save(user, { profile: { role: 'Student' }, onboarding: 'open' });
    const found = await it.store.preferences.find(user);
    expect(found).toMatchObject({ profile: { role: 'Student' }, onboarding: 'open' });
    expect(found?.profile).not.toHaveProperty('programming_experience');
    expect(found!.updatedAt.getTime()).toBeGreaterThan(first!.updatedAt.getTime());
  });

  test('are saved by many at once without an error', async () => {
    const user = await it.addUser();
    await Promise.all(
      Array.from({ length: 20 }, () => it.store.preferences.save(user, { profile, onboarding: 'skipped' })),
    );
    expect(await it.store.preferences.find(user)).toMatchObject({ onboarding: 'skipped' });
  });

  test('of a reader who does not exist are not kept', async () => {
    const nobody = randomUUID();
    expect(await it.store.preferences.save(nobody, { profile, onboarding: 'done' })).toBeUndefined();
    expect(await it.store.preferences.find(nobody)).toBeUndefined();
  });

  test('of another state of onboarding than the three are refused by the database', async () => {
    const user = await it.addUser();
    await expect(it.store.preferences.save(user, { profile, onboarding: 'perhaps' as 'open' })).rejects.toThrow(
      /check constraint/,
    );
  });

  test('go with the reader', async () => {
    const user = await it.addUser();
    await it.store.preferences.save(user, { profile, onboarding: 'done' });
    await it.removeUser(user);
    expect(await it.store.preferences.find(user)).toBeUndefined();
  });

  test('hold a value that is SQL as a value', async () => {
    const user = await it.addUser();
    const hostile = { role: "'); drop table users; --" };
    await it.store.preferences.save(user, { profile: hostile, onboarding: 'done' });
    expect((await it.store.preferences.find(user))?.profile).toEqual(hostile);
  });
});
