/** The simulator's logged truth beside our TTFT at 1, 64 and 200 streams, by our own code and by a provider package. */
import { cpus } from 'node:os';
import { runSelftest } from '../src/selftest/run-selftest.ts';
import { conclude } from './support/verdict.ts';

/** ms */
const maxP99 = 15;

const { timing } = await runSelftest({
  machine: { assay_version: 'checkout', node_version: process.versions.node, cpu: '', cores: cpus().length },
  streams: [1, 64, 200],
  scheduleRates: [],
  scheduleSeconds: 0,
  rateCalls: 100,
  progress: () => undefined,
});
conclude(
  'timing',
  {
    compared: timing.every((row) => row.unmatched === 0),
    close: timing.every((row) => row.ttft_error !== null && row.ttft_error.p99_ms < maxP99),
  },
  { timing },
);
