import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Rooms whose tests leave nothing behind in a process (no database, no threads, no working directory): their files share one module cache,
 * which takes a quarter of the time.
 */
const unitRooms =
  'analyze,base,conduct,contract,decide,exchange,labels,measure,plan,providers,record,report,run,samples,simulator,spend,suite,view';

const unit = `src/{${unitRooms}}/**/*.test.ts`;
/** Components share their modules and one document; `set-up.ts` puts back what a test leaves behind. */
const page = 'web/src/**/*.test.tsx';

export default defineConfig({
  test: {
    setupFiles: ['test/property-seed.ts', 'test/wait-limit.ts'],
    expect: { requireAssertions: true },
    pool: 'forks',
    // by default one less than there are cores: one on two, of which half would idle
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // a limit for what hangs, not a measure: processes take several times as long on a busy machine
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', include: [unit], isolate: false } },
      {
        extends: true,
        test: {
          name: 'page',
          include: [page],
          environment: 'happy-dom',
          isolate: false,
          setupFiles: ['web/fixtures/set-up.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'isolated',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web/src/**/*.test.ts'],
          exclude: [unit],
        },
      },
    ],
  },
});
