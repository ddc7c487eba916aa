import type { RunPhase } from '../../contract/load.ts';
import type { ServiceLevels } from '../../contract/suite.ts';
import { isGood } from './good-calls.ts';
import { isAnswered, scheduledAt, type LoadRow } from './load-row.ts';

/** The calls that were due in one slice of a phase's measured window and were sent. */
export interface LoadSlice {
  /** Its middle, s from the start of measuring. */
  atS: number;
  sent: number;
  failed: number;
  answered: number;
  /** Answered, but beyond a service level. */
  missed: number;
  /** Median of the answered; `null`: none. */
  responseMs: number | null;
}

const maxSlices = 20;
const minSlices = 8;

const medianOf = (sorted: readonly number[]) => sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
const ascending = (values: number[]) => values.sort((a, b) => a - b);

/** A slice lasts as long as a typical response where that leaves enough of them: calls in flight together share their luck. */
export function slicesOf(phase: RunPhase, rows: readonly LoadRow[], slo: ServiceLevels): LoadSlice[] {
  const windowMs = phase.measure_to_ms - phase.measure_from_ms;
  const sent = rows.filter((row) => !row.is_warmup && row.outcome !== 'dropped');
  if (windowMs <= 0 || sent.length === 0) return [];
  const typicalMs = medianOf(ascending(sent.flatMap((row) => row.response_ms ?? []))) ?? 0;
  const fitting = typicalMs > 0 ? Math.floor(windowMs / typicalMs) : maxSlices;
  const count = Math.min(maxSlices, Math.max(minSlices, fitting));
  const groups = Array.from({ length: count }, (): LoadRow[] => []);
  for (const row of sent) {
    const place = Math.floor(((scheduledAt(row) - phase.measure_from_ms) / windowMs) * count);
    groups[Math.max(0, Math.min(count - 1, place))]?.push(row);
  }
  return groups.map((group, i) => {
    const answered = group.filter(isAnswered);
    return {
      atS: ((i + 0.5) * windowMs) / count / 1000,
      sent: group.length,
      failed: group.length - answered.length,
      answered: answered.length,
      missed: answered.filter((row) => !isGood(row, slo)).length,
      responseMs: medianOf(ascending(answered.flatMap((row) => row.response_ms ?? []))),
    };
  });
}
