import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'store',
    include: ['src/**/*.test.ts'],
    globalSetup: ['./src/testing/global-setup.ts'],
    // Real servers are started, killed and recovered.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // On a machine that does much else at the same time, what comes soon comes later.
    expect: { poll: { timeout: 15_000 } },
  },
});
