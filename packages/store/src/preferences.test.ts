import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DatabaseUnavailableError, openStore, type Preferences } from './index.ts';
import { startDatabaseProxy } from './testing/database-proxy.ts';
import { useTestStore } from './testing/open-test-store.ts';

describe('preferences', () => {
  const it = useTestStore();
  const save = async (user: string, preferences: Omit<Preferences, 'updatedAt'>) =>
    (await it.store.preferences.change({ userId: user }, () => preferences))?.after;
  const profile = { programming_experience: 'Beginner', learning_goals: ['hobby', 'research'] };

  test('are undefined before they are saved', async () => {
    expect(await it.store.preferences.find(await it.addUser())).toBeUndefined();
  });

  test('are found as they were saved', async () => {
    const user = await it.addUser();
    const saved = await save(user, { profile, onboarding: 'done' });
    expect(saved).toEqual({ profile, onboarding: 'done', updatedAt: expect.any(Date) as Date });
    expect(await it.store.preferences.find(user)).toEqual(saved);
  });

  test('are replaced whole, not merged', async () => {
    const user = await it.addUser();
    await save(user, { profile, onboarding: 'done' });
    await it.store.pool.query("update preferences set updated_at = now() - interval '1 hour'");
    const first = await it.store.preferences.find(user);
    await save(user, { profile: { role: 'Student' }, onboarding: 'open' });
    const found = await it.store.preferences.find(user);
    expect(found).toMatchObject({ profile: { role: 'Student' }, onboarding: 'open' });
    expect(found?.profile).not.toHaveProperty('programming_experience');
    expect(found!.updatedAt.getTime()).toBeGreaterThan(first!.updatedAt.getTime());
  });

  test('are saved by many at once without an error', async () => {
    const user = await it.addUser();
    await Promise.all(Array.from({ length: 20 }, () => save(user, { profile, onboarding: 'skipped' })));
    expect(await it.store.preferences.find(user)).toMatchObject({ onboarding: 'skipped' });
  });

  test('that are changed by many at once have all the changes', async () => {
    const user = await it.addUser();
    const facets = Array.from({ length: 20 }, (_, index) => `facet_${index}`);
    const changes = await Promise.all(
      facets.map((facet) =>
        it.store.preferences.change({ userId: user }, (before) => ({
          profile: { ...before?.profile, [facet]: 'x' },
          onboarding: 'open',
        })),
      ),
    );
    expect(Object.keys((await it.store.preferences.find(user))?.profile ?? {}).sort()).toEqual(facets.sort());
    expect(changes.filter((changed) => changed?.before === undefined)).toHaveLength(1);
  });

  test('that come through late, after later ones were confirmed, take nothing back', async () => {
    const user = await it.addUser();
    await using proxy = await startDatabaseProxy(it.url);
    const far = openStore({ url: proxy.url, statementTimeout: 300 });
    const late = (role: string) =>
      far.preferences.change({ userId: user }, () => ({ profile: { role }, onboarding: 'open' }));
    for (const before of ['none', 'some']) {
      proxy.freezeAt('insert into "preferences"');
      await expect(late(`late after ${before}`)).rejects.toThrow(DatabaseUnavailableError);
      await save(user, { profile: { role: before }, onboarding: 'done' });
      await proxy.heal();
      // On the same connection, behind the one that was stuck.
      await far.pool.query('select 1').catch(() => {});
      expect((await it.store.preferences.find(user))?.profile).toEqual({ role: before });
    }
    await far.close();
  });

  test('of a reader who does not exist are not kept', async () => {
    const nobody = randomUUID();
    expect(await save(nobody, { profile, onboarding: 'done' })).toBeUndefined();
    expect(await it.store.preferences.find(nobody)).toBeUndefined();
  });

  test('of another state of onboarding than the three are refused by the database', async () => {
    const user = await it.addUser();
    await expect(save(user, { profile, onboarding: 'perhaps' as 'open' })).rejects.toThrow(/check constraint/);
  });

  test('go with the reader', async () => {
    const user = await it.addUser();
    await save(user, { profile, onboarding: 'done' });
    await it.removeUser(user);
    expect(await it.store.preferences.find(user)).toBeUndefined();
  });

  test('hold a value that is SQL as a value', async () => {
    const user = await it.addUser();
    const hostile = { role: "'); drop table users; --" };
    await save(user, { profile: hostile, onboarding: 'done' });
    expect((await it.store.preferences.find(user))?.profile).toEqual(hostile);
  });
});
