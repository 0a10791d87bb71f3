import { expect, test } from 'vitest';
import { isChapterId } from './chapter-ids.ts';

test.each([
  'default/current/en/nodes',
  'default/1.0/ur/حفاظت',
  'a',
  'notes/2.x/en/a b/c..d',
  `default/current/en/${'x'.repeat(5000)}`,
])('%s', (id) => expect(isChapterId(id)).toBe(true));

test.each([
  '',
  '/',
  'a/',
  '/a',
  'a//b',
  '.',
  'a/./b',
  '..',
  'a/../b',
  'a/.. /b',
  'a\\b',
  'a\tb',
  'a\u0000',
  'a\u0085b',
  '\udc00',
])('not %j', (id) => expect(isChapterId(id)).toBe(false));
