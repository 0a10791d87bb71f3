import { describe, expect, it } from 'vitest';
import { ERROR_CODES, ErrorBody, ERRORS } from './index.ts';

describe('the errors of the service', () => {
  it.each(Object.entries(ERRORS))('%s has a status, a message and a remedy', (_, { status, message, remedy }) => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect([message, remedy].filter((text) => !/^[A-Z].*\.$/s.test(text))).toEqual([]);
  });

  it('are all codes that a body may have', () => {
    expect(ERROR_CODES).toEqual(Object.keys(ERRORS));
    for (const code of ERROR_CODES) {
      const { message, remedy } = ERRORS[code];
      expect(ErrorBody.safeParse({ error: { code, message, remedy, requestId: 'r' } }).success).toBe(true);
    }
  });
});

describe('an error’s body', () => {
  const error = { code: 'internal', message: 'm', remedy: 'r', requestId: 'i' };

  it('may say where in the request', () => {
    expect(
      ErrorBody.safeParse({ error: { ...error, details: [{ path: 'profile.role', message: 'must be' }] } }).success,
    ).toBe(true);
  });

  it.each([
    ['an unknown code', { error: { ...error, code: 'teapot' } }],
    ['no request id', { error: { ...error, requestId: undefined } }],
    ['no remedy', { error: { ...error, remedy: undefined } }],
    ['more than it is to say', { error: { ...error, stack: 'at …' } }],
    ['more beside it', { error, ok: false }],
  ])('with %s is none', (_, body) => {
    expect(ErrorBody.safeParse(body).success).toBe(false);
  });
});
