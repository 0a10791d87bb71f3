import { openStore } from '@attune/store';
import { createTestDatabase } from '@attune/store/testing';
import { expect, onTestFinished, test } from 'vitest';
import { attune, type Run, temporaryFolder } from '../testing/attune.ts';

test('a class has a code that is printed once, is listed without it, and ends', async () => {
  const database = await createTestDatabase();
  const store = openStore(database);
  onTestFinished(() => store.close().then(() => database.drop()));
  const site = await temporaryFolder({ 'package.json': '{}' });
  const run = (...args: string[]): Promise<Run> =>
    attune(['class', ...args], { environment: { DATABASE_URL: database.url } });

  const { stdout } = await run('create', site, '--name', 'Robots 9b', '--days', '3');
  const [, code = ''] = /^Code: ([A-Z2-9]{12})$/m.exec(stdout) ?? [];
  expect(stdout).toContain(`?class=${code}`);
  const found = await store.classes.find(code);
  expect(found?.name).toBe('Robots 9b');
  expect((found!.expiresAt.getTime() - Date.now()) / 86_400_000).toBeCloseTo(3, 1);

  const again = await run('create', site, '--name', 'Robots 9b');
  expect(again).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/is a class Robots 9b already\n→/) });
  const listed = await run('list', site);
  expect(listed.stdout).toContain('Robots 9b');
  expect(listed.stdout).not.toContain(code);

  expect(await run('end', site, '--name', 'Robots 9b')).toMatchObject({ exitCode: 0 });
  expect(await store.classes.find(code)).toBeUndefined();
  expect((await run('list', site)).stdout).toBe('There is none.\n');
  expect(await run('end', site, '--name', 'Robots 9b')).toMatchObject({ exitCode: 1 });
  expect((await run('create', site, '--name', 'x', '--days', '0')).stderr).toContain('from 1 to 366');
});
