import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}'],
    setupFiles: ['test/property-seed.ts', 'test/wait-limit.ts'],
    expect: { requireAssertions: true },
    pool: 'forks',
    // by default one less than there are cores: one on two, of which half would idle
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // a limit for what hangs, not a measure: processes take several times as long on a busy machine
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
