/** How exactly calls leave at the instants of a schedule, and whether all of them do. */
import { quantilesOf } from '../analyze/figures/quantiles.ts';
import { nowMs } from '../base/clock.ts';
import type { CallResult } from '../contract/attempt.ts';
import type { Model } from '../contract/model.ts';
import type { ScheduleError } from '../contract/selftest.ts';
import type { Target } from '../contract/suite.ts';
import { pace } from '../run/load/pace.ts';

/** A call that leaves later than this did not keep its schedule. */
const lateMs = 100;

/** Sends at `rate` calls per second for `seconds`, whatever becomes of the calls before. */
export async function scheduleError(
  model: Model,
  target: Target,
  rate: number,
  seconds: number,
): Promise<ScheduleError> {
  const instants = Array.from({ length: Math.round(rate * seconds) }, (_, i) => (i * 1000) / rate);
  const { signal } = new AbortController();
  const messages = [{ role: 'user' as const, content: 'Say something.' }];
  const calls: Promise<CallResult>[] = [];
  const send = (_: number, dueMs: number) => {
    calls.push(
      model.call({
        target,
        messages,
        tools: [],
        timeoutMs: 60_000,
        scheduledMs: dueMs,
        notBeforeMs: dueMs,
        signal,
      }),
    );
  };
  await pace(instants, nowMs() + 50, send, signal);
  const results = await Promise.all(calls);
  const errors = results.flatMap(({ outcome, timestamps }) =>
    outcome === 'ok' && timestamps.sent !== null ? [timestamps.sent - timestamps.scheduled] : [],
  );
  const figures = quantilesOf(Float64Array.from(errors).sort());
  return {
    rate,
    calls: results.length,
    achieved_share: errors.filter((error) => error <= lateMs).length / results.length,
    error: figures && { p50_ms: figures.p50, p99_ms: figures.p99 ?? figures.max, max_ms: figures.max },
  };
}
