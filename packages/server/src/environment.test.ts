import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { EnvironmentError, readEnvironment } from './environment.ts';

test('nothing needs to be set, and an empty variable is not set', () => {
  expect(readEnvironment({})).toEqual({ ATTUNE_LOG: 'info' });
  expect(
    readEnvironment({ PORT: '', DATABASE_URL: '', ATTUNE_SECRET: '', ATTUNE_ORIGINS: '', ATTUNE_LOG: '' }),
  ).toEqual({ ATTUNE_LOG: 'info' });
});

test('defaults hold for what is not set', () => {
  expect(readEnvironment({}, { ATTUNE_LOG: 'warn' })).toEqual({ ATTUNE_LOG: 'warn' });
  expect(readEnvironment({ ATTUNE_LOG: '' }, { ATTUNE_LOG: 'warn' })).toEqual({ ATTUNE_LOG: 'warn' });
  expect(readEnvironment({ ATTUNE_LOG: 'error' }, { ATTUNE_LOG: 'warn' })).toEqual({ ATTUNE_LOG: 'error' });
});

test('what is set is read', () => {
  const secret = 'x'.repeat(32);
  const variables = {
    PORT: '8080',
    HOST: '::',
    DATABASE_URL: 'postgres://u@h/d',
    ATTUNE_SECRET: secret,
    ATTUNE_DATA: '/data',
    ATTUNE_LOG: 'warn',
    ATTUNE_MEMORY: '0',
  };
  expect(readEnvironment({ ...variables, ATTUNE_ORIGINS: 'https://a.example, http://localhost:3000/' })).toEqual({
    ...variables,
    PORT: 8080,
    ATTUNE_MEMORY: 0,
    ATTUNE_ORIGINS: ['https://a.example', 'http://localhost:3000'],
  });
});

test.each([
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['PORT', '1.5'],
  ['DATABASE_URL', 'mysql://u@h/d'],
  ['ATTUNE_SECRET', 'hunter2'],
  ['ATTUNE_ORIGINS', 'elsewhere.test'],
  ['ATTUNE_ORIGINS', '*'],
  ['ATTUNE_LOG', 'loud'],
  ['ATTUNE_MEMORY', 'much'],
  ['ATTUNE_MEMORY', '-1'],
])('%s=%s is refused by name, with what it must be, and without its value', (name, value) => {
  const read = (): unknown => readEnvironment({ [name]: value });
  expect(read).toThrow(EnvironmentError);
  expect(read).toThrow(new RegExp(`^These variables of the environment are wrong:\\n  ${name}: must `));
  expect(read).not.toThrow(value);
});

test('all that is wrong is told at once', () => {
  expect(() => readEnvironment({ PORT: 'x', ATTUNE_LOG: 'y' })).toThrow(/PORT: .*\n.*ATTUNE_LOG: /);
});

test('a variable may stand in a file, its last line end aside; one that is set in both ways, or cannot be read, is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-secrets-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'key');
  writeFileSync(path, 'sk-from-a-file\n');
  expect(readEnvironment({ OPENAI_API_KEY_FILE: path })).toEqual({
    ATTUNE_LOG: 'info',
    OPENAI_API_KEY: 'sk-from-a-file',
  });
  expect(() => readEnvironment({ OPENAI_API_KEY_FILE: path, OPENAI_API_KEY: 'x' })).toThrow(
    'or OPENAI_API_KEY_FILE, not both',
  );
  expect(() => readEnvironment({ ATTUNE_SECRET_FILE: join(folder, 'none') })).toThrow(
    /^ATTUNE_SECRET_FILE: .* cannot be read/,
  );
  writeFileSync(path, 'short');
  expect(() => readEnvironment({ ATTUNE_SECRET_FILE: path })).toThrow(EnvironmentError);
  // What is none of ours is nobody's business.
  expect(readEnvironment({ OTHER_FILE: '/nowhere' })).toEqual({ ATTUNE_LOG: 'info' });
});

test.each([
  ['ATTUNE_PROXIES', '10.0.0.0/99'],
  ['ATTUNE_LIMIT_READERS', '-1'],
  ['ATTUNE_HSTS', '0'],
  ['ATTUNE_CSP', 'yes'],
])('%s=%s is refused', (name, value) => {
  expect(() => readEnvironment({ [name]: value })).toThrow(new RegExp(`^.*\n  ${name}: must be`));
});
