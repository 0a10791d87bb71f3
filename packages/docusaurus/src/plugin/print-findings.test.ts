import type { Finding } from '@attune/core';
import { logger } from '@docusaurus/logger';
import { afterEach, expect, test, vi } from 'vitest';
import { findingsPrinter } from './print-findings.ts';

const warning: Finding = {
  rule: 'heading-in-mark',
  severity: 'warning',
  file: 'docs/a.md',
  line: 3,
  column: 1,
  message: 'a heading',
  remedy: 'use bold text',
};
const error: Finding = { ...warning, rule: 'mark-unclosed', severity: 'error', line: 9 };

const printed = {
  error: vi.spyOn(logger, 'error'),
  warn: vi.spyOn(logger, 'warn'),
  success: vi.spyOn(logger, 'success'),
};
for (const spy of Object.values(printed)) spy.mockImplementation(() => undefined);
afterEach(() => vi.clearAllMocks());

test('each finding is printed with its place and remedy, warnings as warnings', () => {
  const print = findingsPrinter();
  print([warning]);
  expect(printed.warn.mock.lastCall?.[0]).toContain(
    '\n  docs/a.md:3:1 warning heading-in-mark: a heading → use bold text',
  );
  print([warning, error]);
  expect(printed.error.mock.lastCall?.[0]).toMatch(
    /found 2 things[^]*docs\/a\.md:3:1 warning[^]*docs\/a\.md:9:1 error mark-unclosed/,
  );
});

test('a book without mistakes prints nothing', () => {
  findingsPrinter()([]);
  for (const spy of Object.values(printed)) expect(spy).not.toHaveBeenCalled();
});

test('what was printed is not printed again until it changes, and its end is told', () => {
  const print = findingsPrinter();
  print([error]);
  print([error]);
  expect(printed.error).toHaveBeenCalledOnce();
  print([{ ...error, line: 10 }]);
  expect(printed.error).toHaveBeenCalledTimes(2);
  print([]);
  print([]);
  expect(printed.success).toHaveBeenCalledOnce();
});
