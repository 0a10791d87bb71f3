import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attune, type Run, temporaryFolder } from '../testing/attune.ts';

const PASSWORD = 'correct horse battery';

describe('attune admin create', () => {
  let database: TestDatabase;
  let store: Store;
  let site = '';
  beforeAll(async () => {
    database = await createTestDatabase();
    store = openStore({ url: database.url });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });
  const create = async (args: readonly string[], input = `${PASSWORD}\n`): Promise<Run> => {
    site = await temporaryFolder();
    return attune(['admin', 'create', site, ...args], { environment: { DATABASE_URL: database.url }, input });
  };
  const users = async (email: string) =>
    (
      await store.pool.query<{ role: string; password: string; sessions: number }>(
        `select role, password, provider_id, (select count(*)::int from sessions where user_id = users.id) as sessions
         from users join accounts on user_id = users.id where email = $1`,
        [email],
      )
    ).rows;

  test('makes an administrator, whose password is read from stdin and kept as a hash', async () => {
    const { exitCode, stdout, stderr } = await create(['--email', 'Ada@Example.org']);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: 'ada@example.org is administrator.\n',
      stderr: '',
    });
    const [user] = await users('ada@example.org');
    expect(user).toMatchObject({ role: 'administrator', provider_id: 'credential' });
    expect(user?.password).not.toContain(PASSWORD);
  });

  test('takes an account that somebody else may have registered: other ways in and all sessions end', async () => {
    const { rows } = await store.pool.query<{ id: string }>(
      `insert into users (email) values ('omar@example.org') returning id`,
    );
    const values = [rows[0]?.id];
    await store.pool.query(
      `insert into accounts (account_id, provider_id, user_id, password)
       values ('7', 'github', $1, null), ('8', 'credential', $1, 'theirs')`,
      values,
    );
    await store.pool.query(`insert into sessions (user_id, token, expires_at) values ($1, 't', 'infinity')`, values);
    const { stdout } = await create(['--email', 'omar@example.org', '--role', 'author']);
    expect(stdout).toMatch(/The account was there/);
    const found = await users('omar@example.org');
    expect(found).toMatchObject([{ role: 'author', sessions: 0, provider_id: 'credential' }]);
    expect(found[0]?.password).not.toBe('theirs');
  });

  test.each([
    [['--email', 'ada@example.org'], 'short\n', /10 to 128 characters/],
    [['--email', 'ada@example.org'], `${PASSWORD}\nmore\n`, /10 to 128 characters/],
    [['--email', 'nobody'], undefined, /it is an address/],
    [[], undefined, /--email/],
    [['--email', 'a@b.c', '--role', 'owner'], undefined, /Allowed choices are administrator, author/],
    [['--email', 'a@b.c', '--password', PASSWORD], undefined, /unknown option '--password'/],
  ])('refuses %j with input %j', async (args, input, said) => {
    const { exitCode, stderr } = await create(args, input);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(await users('a@b.c')).toEqual([]);
  });
});
