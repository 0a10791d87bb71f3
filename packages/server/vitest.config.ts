import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'server',
    include: ['src/**/*.test.ts'],
    globalSetup: ['@attune/store/testing/global-setup'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
