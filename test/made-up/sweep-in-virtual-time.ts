/** A whole sweep against a made-up server, by the plan and the judgement a real one has, without waiting. */
import { loadReport } from '../../src/analyze/load/load-report.ts';
import type { LoadRow } from '../../src/analyze/load/load-row.ts';
import { SweepJudge } from '../../src/analyze/load/sweep-judge.ts';
import type { TargetLoad } from '../../src/contract/load-report.ts';
import type { LoadEntry, PhaseVerdict, RunPhase } from '../../src/contract/load.ts';
import type { Run } from '../../src/contract/run.ts';
import type { ServiceLevels } from '../../src/contract/suite.ts';
import { planLoad } from '../../src/plan/load/plan-load.ts';
import type { MadeUpServer } from './made-up-server.ts';

export interface VirtualSweep {
  target: TargetLoad;
  calls: number;
  seconds: number;
}

export function sweepInVirtualTime(
  server: MadeUpServer,
  entry: Omit<LoadEntry, 'shape'>,
  seed: number,
  slo: ServiceLevels = {},
): VirtualSweep {
  const plan = planLoad({ ...entry, shape: 'sweep' }, seed);
  const { drainMs, maxInFlight, options } = plan.settings;
  const judge = new SweepJudge(slo, options);
  const done: PhaseVerdict[] = [];
  const phases: RunPhase[] = [];
  const all: LoadRow[] = [];
  let nowMs = 0;
  for (let phase = plan.nextPhase(0, done); phase; phase = plan.nextPhase(0, done)) {
    const from = nowMs + 50;
    const endMs = from + phase.warmupMs + phase.measureMs;
    const killMs = endMs + drainMs;
    let lastMs = endMs;
    const ends: number[] = [];
    const rows = (phase.arrivals ?? []).map((instant): LoadRow => {
      const atMs = from + instant;
      const base = { target_id: 't', is_warmup: instant < phase.warmupMs, started_at_ms: atMs, queue_ms: 0 };
      const nothing = { ttft_ms: null, e2e_ms: null, response_ms: null, tpot_ms: null };
      const counts = { output_tokens: null, reasoning_tokens: null };
      if (ends.filter((end) => end > atMs).length >= maxInFlight)
        return { ...base, ...nothing, ...counts, outcome: 'dropped', queue_ms: null };
      const { outcome, httpStatus = null, responseMs, ttftMs } = server.call(atMs);
      if (maxInFlight < 1024) ends.push(atMs + responseMs);
      lastMs = Math.min(killMs, Math.max(lastMs, atMs + responseMs));
      if (atMs + responseMs > killMs) return { ...base, ...nothing, ...counts, outcome: 'cancelled' };
      const failure = { error_class: '' as const, http_status: httpStatus };
      if (outcome !== 'ok') return { ...base, ...nothing, ...counts, outcome, ...failure };
      const times = { ttft_ms: ttftMs, e2e_ms: responseMs, response_ms: responseMs, tpot_ms: null };
      return { ...base, ...times, ...counts, outcome };
    });
    const measureFrom = from + phase.warmupMs;
    const window = { from_ms: from, measure_from_ms: measureFrom, measure_to_ms: endMs, ended_at_ms: lastMs };
    const ended = { target_id: 't', purpose: phase.purpose, rate: phase.rate, users: null, ...window };
    phases.push(ended);
    all.push(...rows);
    done.push(judge.add(ended, rows));
    nowMs = lastMs;
  }
  const load = { shape: 'sweep', options, phases };
  const run = { status: 'done', slo, targets: [{ id: 't', label: 'T' }], load } as unknown as Run;
  const target = loadReport(run, all)?.targets[0] as TargetLoad;
  return { target, calls: all.length, seconds: nowMs / 1000 };
}
