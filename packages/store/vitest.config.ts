import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'store',
    include: ['src/**/*.test.ts'],
    globalSetup: ['./src/testing/global-setup.ts'],
    // Real servers are started, killed and recovered.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
