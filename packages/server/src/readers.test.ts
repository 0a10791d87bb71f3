import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoBook } from './testing/demo-book.ts';
import { testApp, type TestApp } from './testing/test-app.ts';

let database: TestDatabase;
let store: Store;
let service: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database);
  service = testApp(store);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DEFAULTS = {
  role: 'Student',
  programming_experience: 'Intermediate',
  robotics_experience: 'None',
  preferred_language: 'English',
  hardware_availability: 'None',
};

test('a reader starts without an account and is known by the token', async () => {
  const { status, body } = await service.call('POST', '/v1/readers');
  expect(status).toBe(201);
  expect(body['reader']).toEqual({ id: expect.stringMatching(UUID), anonymous: true });
  const days = (Date.parse(String(body['expiresAt'])) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(29.9);
  expect(days).toBeLessThan(30.1);

  const again = await service.call('GET', '/v1/readers/me', { token: String(body['token']) });
  expect(again.body).toEqual({ reader: body['reader'], onboarding: 'open' });
});

test('two readers are two, also when the first asks again with a token', async () => {
  const first = await service.newReader();
  const { body } = await service.call('POST', '/v1/readers', { token: first.token });
  expect(body['reader']).not.toMatchObject({ id: first.id });
});

test('nothing is kept about a reader who said nothing: no address, no name, no browser', async () => {
  const { id } = await service.newReader();
  const { rows } = await store.pool.query(
    'select u.name, u.email, s.ip_address, s.user_agent from users u join sessions s on s.user_id = u.id where u.id = $1',
    [id],
  );
  expect(rows).toEqual([{ name: '', email: null, ip_address: '', user_agent: '' }]);
});

test('R-06: what was not answered has the default of its facet, and is told apart', async () => {
  const { token } = await service.newReader();
  const before = await service.call('GET', '/v1/readers/me/preferences', { token });
  expect(before.body).toEqual({ profile: DEFAULTS, answered: {}, onboarding: 'open' });

  const profile = { programming_experience: 'Beginner', hardware_availability: 'Jetson Kit' };
  const saved = await service.call('PUT', '/v1/readers/me/preferences', { token, body: { profile } });
  expect(saved.status).toBe(200);
  expect(saved.body).toEqual({ profile: { ...DEFAULTS, ...profile }, answered: profile, onboarding: 'open' });
  const after = await service.call('GET', '/v1/readers/me/preferences', { token });
  expect(after.body).toEqual(saved.body);
});

test('updating replaces the answers', async () => {
  const { token } = await service.newReader();
  await service.call('PUT', '/v1/readers/me/preferences', {
    token,
    body: { profile: { role: 'Instructor', robotics_experience: 'Hardware' } },
  });
  const { body } = await service.call('PUT', '/v1/readers/me/preferences', {
    token,
    body: { profile: { role: 'Researcher' } },
  });
  expect(body['answered']).toEqual({ role: 'Researcher' });
});

test('R-03: the questions can be skipped, and gone through later', async () => {
  const { token } = await service.newReader();
  const skipped = await service.call('POST', '/v1/readers/me/onboarding', {
    token,
    body: { profile: { role: 'Instructor' }, state: 'skipped' },
  });
  expect(skipped.body).toEqual({
    profile: { ...DEFAULTS, role: 'Instructor' },
    answered: { role: 'Instructor' },
    onboarding: 'skipped',
  });

  const answers = { programming_experience: 'Advanced' };
  const done = await service.call('POST', '/v1/readers/me/onboarding', {
    token,
    body: { profile: answers, state: 'done' },
  });
  expect(done.body['answered']).toEqual({ role: 'Instructor', ...answers });
  expect((await service.call('GET', '/v1/readers/me', { token })).body['onboarding']).toBe('done');
});

test('changing the answers keeps the onboarding state', async () => {
  const { token } = await service.newReader();
  await service.call('POST', '/v1/readers/me/onboarding', { token, body: { profile: {}, state: 'skipped' } });
  const { body } = await service.call('PUT', '/v1/readers/me/preferences', {
    token,
    body: { profile: { role: 'Student' } },
  });
  expect(body['onboarding']).toBe('skipped');
});

test('R-05: the other preset, with answers of several values in declared order', async () => {
  const other = testApp(store, {}, demoBook({ preset: 'learning-goals' }));
  const { token } = await other.newReader();
  const profile = { learning_goals: ['teaching', 'research', 'teaching'], education_level: 'graduate' };
  const { body } = await other.call('PUT', '/v1/readers/me/preferences', { token, body: { profile } });
  expect(body['answered']).toEqual({ learning_goals: ['research', 'teaching'], education_level: 'graduate' });
  expect(body['profile']).toMatchObject({ programming_experience: 'intermediate', ai_ml_experience: 'none' });

  const none = await other.call('PUT', '/v1/readers/me/preferences', {
    token,
    body: { profile: { learning_goals: [] } },
  });
  expect(none.body['answered']).toEqual({});
  expect(none.body['profile']).toMatchObject({ learning_goals: ['hobby'] });
});

test('answers that the book no longer asks for are left out, not an error', async () => {
  const { id, token } = await service.newReader();
  const profile = { role: 'Wizard', gone: 'x', robotics_experience: 'Hardware' };
  await store.preferences.change({ userId: id }, () => ({ profile, onboarding: 'done' }));
  const { body } = await service.call('GET', '/v1/readers/me/preferences', { token });
  expect(body['answered']).toEqual({ robotics_experience: 'Hardware' });
  expect(body['profile']).toEqual({ ...DEFAULTS, robotics_experience: 'Hardware' });
});

test('two windows that save at once both succeed, and one of them stands', async () => {
  const { token } = await service.newReader();
  const roles = ['Student', 'Professional', 'Researcher', 'Instructor'];
  const answers = await Promise.all(
    roles.map((role) => service.call('PUT', '/v1/readers/me/preferences', { token, body: { profile: { role } } })),
  );
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  const { body } = await service.call('GET', '/v1/readers/me/preferences', { token });
  expect(roles).toContain((body['answered'] as { role: string }).role);
});
