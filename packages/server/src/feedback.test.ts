import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NODES } from './testing/demo-book.ts';
import { testApp, type TestApp } from './testing/test-app.ts';

let database: TestDatabase;
let store: Store;
let service: TestApp;
let variant: string;

beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore({ ...database, connectTimeout: 60_000 });
  service = testApp(store);
  const page = await service.personalize(NODES, { profile: { programming_experience: 'Beginner' } });
  variant = String(page.body['variant']);
});
afterAll(async () => {
  await service.log.flush();
  await store.close();
  await database.drop();
});

const said = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  chapter: NODES,
  variant,
  block: '0a1b2c3d4e5f',
  action: 'rewrite',
  tag: 'beginner-simplify',
  verdict: 'up',
  ...change,
});

describe('what a reader thinks of an edit', () => {
  it('is kept for the author, under their name where they have one', async () => {
    const { id, token } = await service.newReader();
    const answer = await service.call('POST', '/v1/feedback', { token, body: said() });
    expect([answer.status, answer.body]).toEqual([200, { kept: true }]);
    await service.call('POST', '/v1/feedback', { token, body: said({ verdict: 'down' }) });
    await service.call('POST', '/v1/feedback', { body: said({ verdict: 'report', text: 'It is 24 V.' }) });
    const { rows } = await store.pool.query('select user_id, verdict, text from feedback order by id');
    expect(rows).toEqual([
      { user_id: id, verdict: 'down', text: null },
      { user_id: null, verdict: 'report', text: 'It is 24 V.' },
    ]);
  });

  it.each([
    ['a text of 1,001 characters', { text: 'x'.repeat(1001) }, 422, 'body_invalid'],
    ['an unknown verdict', { verdict: 'perhaps' }, 422, 'body_invalid'],
    ['a hash that is none', { variant: 'x' }, 422, 'body_invalid'],
    ['a tag that is none', { tag: '<b>' }, 422, 'body_invalid'],
    ['a key more', { more: 1 }, 422, 'body_invalid'],
    ['a chapter that is not there', { chapter: 'default/current/en/none' }, 404, 'chapter_unknown'],
    ['an id with steps', { chapter: '../../etc/passwd' }, 400, 'chapter_id_malformed'],
  ])('is refused with %s', async (_what, change, status, code) => {
    const answer = await service.call('POST', '/v1/feedback', { body: said(change) });
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
  });

  it('is refused under a name that is not proven', async () => {
    const answer = await service.call('POST', '/v1/feedback', { token: 'forged', body: said() });
    expect([answer.status, answer.body.error?.code]).toEqual([401, 'token_invalid']);
  });
});

describe('a page that is shared', () => {
  it('is pinned by its hash, again and again', async () => {
    for (let time = 0; time < 2; time++) {
      const answer = await service.call('POST', `/v1/variants/${variant}/pin`);
      expect([answer.status, answer.body]).toEqual([200, { variant }]);
    }
    const { rows } = await store.pool.query('select 1 from variants where pinned_at is not null');
    expect(rows).toHaveLength(1);
  });

  it('is not, where there is none, it was withdrawn, or the address is no hash', async () => {
    const codes = [];
    for (const hash of ['0'.repeat(64), '..%2f', variant]) {
      if (hash === variant) await store.variants.withdraw(variant);
      codes.push((await service.call('POST', `/v1/variants/${hash}/pin`)).body.error?.code);
    }
    expect(codes).toEqual(['variant_unknown', 'body_invalid', 'variant_withdrawn']);
  });
});
