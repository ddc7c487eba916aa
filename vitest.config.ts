import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}'],
    setupFiles: ['test/property-seed.ts'],
    pool: 'forks',
    testTimeout: 20_000,
  },
});
