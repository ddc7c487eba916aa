/** The smallest part of each time and rate that is kept: a clock tells no less, and it makes figures the same before and after they were stored. */
import { latencyMetrics, type LatencyMetric } from './measured-fields.ts';

/** Of a ms: 1,000 for microseconds. Quotients have more digits. Rates are kept in thousandths of a token per second. */
export const wholeUnits: Readonly<Record<LatencyMetric, number>> = {
  ttft_ms: 1000,
  ttfo_ms: 1000,
  ttfb_ms: 1000,
  e2e_ms: 1000,
  queue_ms: 1000,
  connect_ms: 1000,
  dns_ms: 1000,
  tls_ms: 1000,
  response_ms: 1000,
  decode_ms: 1000,
  tpot_ms: 1_000_000,
  ntpot_ms: 1_000_000,
  stall_max_ms: 1000,
  tok_s_user: 1000,
  norm_tok_s: 1000,
  tok_s_e2e: 1000,
};

/** Times and rates rounded to their units; all else as it is. Changes and returns `row`. */
export function roundToUnits<Row extends Partial<Record<LatencyMetric, number | null>>>(row: Row): Row {
  const times: Partial<Record<LatencyMetric, number | null>> = row;
  for (const name of latencyMetrics) {
    const value = times[name];
    // 0 is added, as what is rounded to 0 may be -0
    if (typeof value === 'number') times[name] = Math.round(value * wholeUnits[name]) / wholeUnits[name] + 0;
  }
  return row;
}
