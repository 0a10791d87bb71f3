import { randomUUID } from 'node:crypto';
import type { Adaptation, Maker } from '@attune/contract';
import { afterAll, beforeAll } from 'vitest';
import { openStore, type Store } from '../index.ts';
import { createTestDatabase, type TestDatabase } from '../testing.ts';

export interface TestStore {
  readonly store: Store;
  /** Of its database. */
  readonly url: string;
  /** A new reader; their id. */
  addUser(): Promise<string>;
  removeUser(id: string): Promise<void>;
  /** A new variant of that chapter; its key. */
  addVariant(chapter: string): Promise<string>;
}

/** A migrated database and its store, for all tests of a file. */
export function useTestStore(): TestStore {
  let database: TestDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await createTestDatabase();
    store = openStore({ url: database.url });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });
  return {
    get store() {
      return store;
    },
    get url() {
      return database.url;
    },
    addUser: async () =>
      (
        await store.db
          .insertInto('users')
          .values({ email: null, image: null })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id,
    removeUser: async (id) => {
      await store.db.deleteFrom('users').where('id', '=', id).execute();
    },
    addVariant: async (chapter) => {
      const key = randomUUID();
      await store.variants.putVariant(key, exampleVariant({ chapter }));
      return key;
    },
  };
}

export function exampleVariant(
  change: Partial<Parameters<Store['variants']['putVariant']>[1]> = {},
): Parameters<Store['variants']['putVariant']>[1] {
  return {
    variant: 'a'.repeat(64),
    chapter: 'docs/current/en/nodes',
    revision: 'b'.repeat(64),
    projection: { programming_experience: 'Beginner', learning_goals: ['research', 'hobby'] },
    profileHash: 'c'.repeat(64),
    edits: [
      {
        why: [{ value: 'Beginner', facet: 'programming_experience' }],
        tag: 'glossary',
        block: '0123456789ab',
        action: 'gloss',
        term: 'ROS',
        form: 'ROS',
        text: 'روس \u0000 \\u0000 “quotes” \ud83e',
      },
    ],
    tags: ['glossary', 'hardware-track'],
    makers: [{ model: 'anthropic/example', prompts: 'p1', at: '2026-11-20T05:00:00Z', prepared: true }],
    ...change,
  };
}

export const exampleMaker = (): Maker => ({
  model: 'anthropic/example',
  prompts: 'p1',
  at: '2026-11-20T05:00:00.000Z',
});

export function exampleAdaptation(change: Partial<Adaptation> = {}): Adaptation {
  return {
    key: randomUUID(),
    chapter: 'docs/current/en/nodes',
    block: '0123456789ab',
    projection: {},
    state: 'done',
    edits: [],
    refused: [],
    remarks: [],
    asked: 1,
    certificate: {},
    maker: exampleMaker(),
    ...change,
  };
}
