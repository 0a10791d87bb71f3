import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'cli',
    include: ['src/**/*.test.ts'],
    globalSetup: ['@attune/store/testing/global-setup'],
    testTimeout: 120_000,
  },
});
