import type { PhaseReport } from '../../contract/load-report.ts';
import type { RateState, RunPhase } from '../../contract/load.ts';
import type { Quantiles } from '../../contract/analysis.ts';
import type { ServiceLevels } from '../../contract/suite.ts';
import { outputTokensOf } from '../figures/output-tokens.ts';
import { quantilesOf } from '../figures/quantiles.ts';
import { hasLevels, isGood } from './good-calls.ts';
import { isAnswered, type LoadRow } from './load-row.ts';
import { loadSeries } from './load-series.ts';

function quantilesBy(
  rows: readonly LoadRow[],
  field: 'ttft_ms' | 'e2e_ms' | 'response_ms' | 'queue_ms',
): Quantiles | null {
  const values = rows.flatMap((row) => row[field] ?? []);
  return quantilesOf(Float64Array.from(values).sort());
}

/** Answers that ended in the window, whenever they began: what the target delivered in that time. */
function delivered(phase: RunPhase, rows: readonly LoadRow[]): { calls: number; tokens: number | null } {
  let calls = 0;
  let tokens: number | null = 0;
  for (const row of rows) {
    if (!isAnswered(row) || row.e2e_ms === null) continue;
    const endMs = row.started_at_ms + row.e2e_ms;
    if (endMs < phase.measure_from_ms || endMs >= phase.measure_to_ms) continue;
    calls++;
    const given = outputTokensOf(row);
    if (given === null) tokens = null;
    else if (tokens !== null) tokens += given;
  }
  return { calls, tokens };
}

/** `rows`: the phase's, warm-up included. */
export function phaseReport(
  phase: RunPhase,
  rows: readonly LoadRow[],
  slo: ServiceLevels,
  state: RateState | null,
): PhaseReport {
  const windowS = (phase.measure_to_ms - phase.measure_from_ms) / 1000;
  const measured = rows.filter((row) => !row.is_warmup);
  const answered = measured.filter(isAnswered);
  const count = (outcome: LoadRow['outcome']) => measured.filter((row) => row.outcome === outcome).length;
  const offered = measured.length;
  const dropped = count('dropped');
  const unfinished = count('cancelled');
  const { calls, tokens } = delivered(phase, rows);
  const perSecond = (n: number) => (windowS > 0 ? n / windowS : 0);
  const good = hasLevels(slo) ? measured.filter((row) => isGood(row, slo)).length : null;
  return {
    target_id: phase.target_id,
    purpose: phase.purpose,
    rate: phase.rate,
    users: phase.users,
    running: phase.ended_at_ms === null,
    window_s: windowS,
    offered,
    dropped,
    unfinished,
    failed: offered - dropped - unfinished - answered.length,
    answered: answered.length,
    offered_rate: perSecond(offered),
    achieved_rate: perSecond(offered - dropped),
    achieved_share: offered === 0 ? null : (offered - dropped) / offered,
    req_s: perSecond(calls),
    tok_s: tokens === null ? null : perSecond(tokens),
    good,
    good_share: good === null || offered === 0 ? null : good / offered,
    goodput: good === null ? null : perSecond(good),
    ttft_ms: quantilesBy(answered, 'ttft_ms'),
    response_ms: quantilesBy(answered, 'response_ms'),
    e2e_ms: quantilesBy(answered, 'e2e_ms'),
    queue_ms: quantilesBy(measured, 'queue_ms'),
    state,
    series: loadSeries(phase, rows),
  };
}
