import { openStore } from '@attune/store';
import { createTestDatabase } from '@attune/store/testing';
import { rm } from 'node:fs/promises';
import { startModelServer } from '@attune/models/testing';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from './environment.ts';
import { createLogger } from './logger.ts';
import { startServer } from './main.ts';
import { bookOf } from './testing/demo-book.ts';
import { writeDemoSite } from './testing/demo-site.ts';
import { BEGINNER, MODEL } from './testing/model-trial.ts';
import { TWO_SECTIONS } from './testing/sound-answers.ts';
import { SECRET } from './testing/test-app.ts';

const KEY = 'canary-provider-key-1';
const environment = readEnvironment({
  ATTUNE_SECRET: SECRET,
  ANTHROPIC_API_KEY: KEY,
  DATABASE_URL: 'postgresql://attune:hunter2%21x@database.example/book',
  ATTUNE_LOG: 'debug',
});

function lined(): { lines: string[]; write(line: string): void } {
  const lines: string[] = [];
  return { lines, write: (line) => void lines.push(line) };
}

const SESSION = 'Zk3vQ8wN1rT5yU7iO9pA2sD4fG6hJ0kL';
const TOKEN = `${SESSION}.${'aB3+'.repeat(10)}xyz=`;

test.each<[string, unknown, string]>([
  ['a key of the environment in an error', new Error(`401 for ${KEY}`), KEY],
  ['the secret in a cause', new Error('x', { cause: new Error(`signed with ${SECRET}`) }), SECRET],
  ['the database’s password', { url: 'postgresql://attune:hunter2%21x@database.example/book' }, 'hunter2'],
  ['a password in any address', { at: 'https://user:pa55word@proxy.example' }, 'pa55word'],
  ['a provider’s key', { message: 'Incorrect API key provided: sk-proj-abcdefgh12345678' }, 'abcdefgh12345678'],
  ['another provider’s key', { message: 'AIzaSyA1234567890abcdefghijk' }, '1234567890abcdefghijk'],
  ['an Authorization header', { headers: { authorization: 'Bearer abc.def' } }, 'abc.def'],
  ['one in a text', new Error('header Authorization: Bearer abc.def-ghi was refused'), 'abc.def-ghi'],
  ['cookies', { req: { headers: { cookie: 'session=q1w2e3; theme=dark' } } }, 'q1w2e3'],
  ['cookies that are set', { res: { headers: { 'set-cookie': ['session=q1w2e3; HttpOnly', 'b=r4t5y6'] } } }, 'r4t5y6'],
  ['a reader’s token', { note: `the token ${TOKEN} is over` }, SESSION],
  ['a token of three parts', { note: `eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl` }, 'c2lnbmF0dXJl'],
  ['a password', { body: { email: 'x', password: 'correct "horse"', newPassword: 'battery' } }, 'horse'],
  ['a class’s code', { headers: { 'x-attune-class': 'ABCDEFGH2345' } }, 'ABCDEFGH2345'],
  ['an e-mail address', new Error('duplicate key: (email)=(ada.lovelace+book@example.co.uk)'), 'lovelace'],
  ['an e-mail address in another script', { note: 'علی@مثال.پاکستان' }, 'علی@'],
])('the log has not %s', (_, said, secret) => {
  const output = lined();
  const logger = createLogger(environment, output);
  if (said instanceof Error) logger.error({ err: said }, said.message);
  else logger.info(said as object, JSON.stringify(said));
  const text = output.lines.join('');
  expect(text).toContain('[redacted]');
  expect(text).not.toContain(secret);
  for (const line of output.lines) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
});

test('what is no secret is told as it is', () => {
  const output = lined();
  const said = {
    path: '/v1/chapters/default%2Fcurrent%2Fen%2Fnodes',
    status: 200,
    requestId: 'c0ffee',
    milliseconds: 1.5,
  };
  createLogger(environment, output).info(said, 'request');
  expect(JSON.parse(output.lines[0]!)).toMatchObject({ ...said, msg: 'request' });
});

test('a service that tells all it can tells nothing of its readers and keys, whatever is sent and whatever a provider answers', async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const id = 'default/current/en/chapter';
  const siteDir = await writeDemoSite(bookOf({ [id]: TWO_SECTIONS }), [id]);
  onTestFinished(() => rm(siteDir, { recursive: true, force: true }));
  // It repeats the whole prompt, and the headers, the key among them.
  const provider = await startModelServer(() => ({ status: 401 }));
  onTestFinished(() => provider.close());
  const variables = {
    DATABASE_URL: database.url,
    ATTUNE_SECRET: SECRET,
    ATTUNE_MODEL: MODEL,
    ATTUNE_LOG: 'debug',
    ANTHROPIC_API_KEY: KEY,
    ANTHROPIC_BASE_URL: provider.credentials.anthropicUrl,
  };
  const output = lined();
  const logger = createLogger(readEnvironment(variables), output);
  const server = await startServer({ siteDir, port: 0, signals: false, logger, environment: variables });
  onTestFinished(() => server.close());

  const { token, reader } = (await (await fetch(`${server.url}/v1/readers`, { method: 'POST' })).json()) as {
    token: string;
    reader: { id: string };
  };
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    cookie: 'session=c00kie',
    'x-forwarded-for': '203.0.113.9',
  };
  const { revision } = (
    (await (await fetch(`${server.url}/v1/chapters`)).json()) as { chapters: { revision: string }[] }
  ).chapters[0]!;
  for (const [method, path, body] of [
    ['PUT', '/v1/readers/me/preferences?email=ada@example.org', { profile: BEGINNER }],
    ['PUT', '/v1/readers/me/preferences', { profile: {}, email: 'ada@example.org', password: 'pa55word' }],
    ['POST', '/v1/personalize', { chapter: id, revision }],
    ['DELETE', '/v1/nothing/ada@example.org', {}],
  ] as const)
    await (await fetch(server.url + path, { method, headers, body: JSON.stringify(body) })).text();

  // The database's own words for what it refuses.
  const store = openStore(database);
  onTestFinished(() => store.close());
  await store.pool
    .query(`insert into users (email) values ('ada@example.org'), ('ada@example.org')`)
    .catch((error: unknown) => logger.error({ err: error }, 'refused'));

  expect(output.lines.length).toBeGreaterThan(6);
  const text = output.lines.join('');
  expect(text).toContain('"path":"/v1/personalize"');
  for (const secret of [
    KEY,
    SECRET,
    token,
    token.split('.')[0]!,
    'c00kie',
    'ada@',
    'pa55word',
    '203.0.113.9',
    'authorization',
    'Talking programs',
  ])
    expect(text).not.toContain(secret);
  expect(text.split(reader.id)).toHaveLength(1);
});
