/** Our timing error and greatest rate on this machine, compared with what is promised for two cores. */
import { cpus } from 'node:os';
import { runSelftest } from '../src/selftest/run-selftest.ts';
import { conclude } from './support/verdict.ts';

/** ms: p50 and p99 of the TTFT error, p99 of the gap error. */
const limits: Record<string, { p50: number; p99: number; gap: number }> = {
  'native 200': { p50: 0.5, p99: 5, gap: 5 },
  'package 200': { p50: 0.5, p99: 10, gap: Number.POSITIVE_INFINITY },
  'native 500': { p50: Number.POSITIVE_INFINITY, p99: 15, gap: Number.POSITIVE_INFINITY },
};
const processors = cpus();
const report = await runSelftest({
  machine: {
    assay_version: 'checkout',
    node_version: process.versions.node,
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
  },
  streams: [1, 64, 200, 500],
  // all streams of a round write at the same instants: one pause of anybody is late for hundreds, so a tail takes many rounds
  rounds: (streams) => (streams === 1 ? 20 : 32),
  scheduleRates: [100, 500, 1000],
  scheduleSeconds: 10,
  rateCalls: 40_000,
  progress: (step, index, steps) => console.error(`${index + 1}/${steps} ${step}`),
});
const checks: Record<string, boolean> = { compared: report.timing.every((row) => row.unmatched === 0) };
for (const { way, streams, ttft_error, gap_error } of report.timing) {
  const limit = limits[`${way} ${streams}`];
  if (limit)
    checks[`${way}_${streams}`] =
      ttft_error !== null &&
      gap_error !== null &&
      ttft_error.p50_ms <= limit.p50 &&
      ttft_error.p99_ms <= limit.p99 &&
      gap_error.p99_ms <= limit.gap;
}
for (const { rate, achieved_share, error } of report.schedule)
  checks[`schedule_${rate}`] =
    error !== null && error.p50_ms <= 0.1 && error.p99_ms <= 5 && achieved_share >= 0.995;
conclude('selftest', checks, { ...report });
