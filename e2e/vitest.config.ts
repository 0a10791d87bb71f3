import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'e2e',
    include: ['**/*.test.ts'],
    // A real browser on a loaded machine may miss a time-out; what is broken fails again.
    retry: 1,
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
