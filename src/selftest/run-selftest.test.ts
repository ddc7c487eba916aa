import { expect, it } from 'vitest';
import { nowMs } from '../base/clock.ts';
import { runSelftest } from './run-selftest.ts';

it('compares every frame with the truth, measures rates, and tells its steps', async () => {
  const steps: string[] = [];
  const fromMs = nowMs();
  const report = await runSelftest({
    machine: { assay_version: '0', node_version: '24', cpu: 'x', cores: 2 },
    streams: [1, 8],
    rounds: () => 2,
    scheduleRates: [50],
    scheduleSeconds: 1,
    rateCalls: 100,
    progress: (step, index, all) => {
      expect(index).toBe(steps.length);
      expect(all).toBe(8);
      steps.push(step);
    },
  });
  expect(report.timing.map(({ way, streams, calls, unmatched }) => [way, streams, calls, unmatched])).toEqual(
    [
      ['native', 1, 2, 0],
      ['native', 8, 16, 0],
      ['package', 1, 2, 0],
      ['package', 8, 16, 0],
    ],
  );
  const tookMs = nowMs() - fromMs;
  for (const { ttft_error, gap_error } of report.timing) {
    // a stamp before the write would mean that the clocks do not agree
    expect(ttft_error?.p50_ms).toBeGreaterThan(0);
    expect(ttft_error?.p50_ms).toBeLessThan(tookMs);
    expect(gap_error?.p99_ms).toBeLessThan(tookMs);
  }
  expect(report.schedule).toMatchObject([{ rate: 50, calls: 50 }]);
  // a busy machine sends some late
  expect(report.schedule[0]?.achieved_share).toBeGreaterThan(0);
  expect(report.schedule[0]?.achieved_share).toBeLessThanOrEqual(1);
  // nothing leaves before its instant
  expect(report.schedule[0]?.error?.p50_ms).toBeGreaterThanOrEqual(0);
  expect(report.schedule[0]?.error?.p50_ms).toBeLessThan(tookMs);
  for (const rate of Object.values(report.rate)) expect(rate).toBeGreaterThan(0);
  expect(steps).toHaveLength(8);
}, 60_000);
