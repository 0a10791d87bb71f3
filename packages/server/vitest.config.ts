import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'server',
    include: ['src/**/*.test.ts'],
    globalSetup: ['@attune/store/testing/global-setup'],
    testTimeout: 30_000,
    // On a machine that does much else at the same time, what comes soon comes later.
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
  },
});
