import type { TestProject } from 'vitest/node';
import { startTestPostgres, type TestPostgres } from './test-postgres.ts';

/**
 * vitest's `globalSetup`: one server for a run. Each project of a run loads this file anew and sets up in the same process,
 * so what they share hangs on the process and is counted.
 */
interface Shared {
  users: number;
  server: Promise<TestPostgres>;
}
const KEY = Symbol.for('attune.store.testPostgres');
const global = globalThis as { [KEY]?: Shared | undefined };

export async function setup(project: TestProject): Promise<void> {
  const shared = (global[KEY] ??= { users: 0, server: startTestPostgres() });
  shared.users += 1;
  project.provide('attuneTestDatabaseUrl', (await shared.server).url);
}

export async function teardown(): Promise<void> {
  const shared = global[KEY];
  if (!shared) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  global[KEY] = undefined;
  await (await shared.server).stop();
}
