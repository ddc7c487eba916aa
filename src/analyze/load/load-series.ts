import type { LoadPoint } from '../../contract/load-report.ts';
import type { RunPhase } from '../../contract/load.ts';
import { quantile } from '../figures/quantiles.ts';
import { isAnswered, scheduledAt, type LoadRow } from './load-row.ts';

const maxPoints = 60;
const shortestMs = 250;

interface Bin {
  offered: number;
  sent: number;
  completed: number;
  ttft: number[];
  response: number[];
}

const median = (values: number[]) =>
  values.length === 0
    ? null
    : quantile(
        values.sort((a, b) => a - b),
        0.5,
      );

/**
 * A phase in at most 60 stretches, warm-up included; 0 s is where measuring begins. Answers that end after the window are
 * in the latencies (by the instant they should have begun) but in no `completed_rate`.
 */
export function loadSeries(phase: RunPhase, rows: readonly LoadRow[]): LoadPoint[] {
  const lengthMs = phase.measure_to_ms - phase.from_ms;
  if (lengthMs <= 0) return [];
  const count = Math.max(1, Math.min(maxPoints, Math.floor(lengthMs / shortestMs)));
  const widthMs = lengthMs / count;
  const bins = Array.from({ length: count }, (): Bin => ({
    offered: 0,
    sent: 0,
    completed: 0,
    ttft: [],
    response: [],
  }));
  const binAt = (atMs: number) => bins[Math.floor((atMs - phase.from_ms) / widthMs)];
  for (const row of rows) {
    const bin =
      bins[Math.max(0, Math.min(count - 1, Math.floor((scheduledAt(row) - phase.from_ms) / widthMs)))];
    if (!bin) continue;
    bin.offered++;
    if (row.outcome !== 'dropped') bin.sent++;
    if (row.ttft_ms !== null && row.queue_ms !== null) bin.ttft.push(row.queue_ms + row.ttft_ms);
    if (row.response_ms !== null) bin.response.push(row.response_ms);
    const end = isAnswered(row) && row.e2e_ms !== null ? binAt(row.started_at_ms + row.e2e_ms) : undefined;
    if (end) end.completed++;
  }
  const perSecond = (calls: number) => (calls * 1000) / widthMs;
  return bins.map((bin, i) => ({
    at_s: (phase.from_ms + (i + 0.5) * widthMs - phase.measure_from_ms) / 1000,
    offered_rate: perSecond(bin.offered),
    sent_rate: perSecond(bin.sent),
    completed_rate: perSecond(bin.completed),
    ttft_p50_ms: median(bin.ttft),
    response_p50_ms: median(bin.response),
    response_max_ms: bin.response.length === 0 ? null : Math.max(...bin.response),
  }));
}
