import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}'],
    setupFiles: ['test/property-seed.ts', 'test/wait-limit.ts'],
    expect: { requireAssertions: true },
    pool: 'forks',
    // a limit for what hangs, not a measure: processes take several times as long on a busy machine
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
