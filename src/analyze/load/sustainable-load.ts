import type { SustainableLoad, SweepEnd } from '../../contract/load-report.ts';
import type { PhaseVerdict, RunLoad } from '../../contract/load.ts';
import { sweepDefaults } from '../../contract/sweep.ts';
import type { RateJudgement } from './client-limit.ts';
import type { SweepJudge } from './sweep-judge.ts';

interface Ends {
  low: number | null;
  high: number | null;
}

const close = (a: number, b: number) => Math.abs(a / b - 1) < 1e-9;

/** A rate that was sustained above one that was not is no evidence of anything: below the lowest that was not, only. */
function endsOf(judgements: ReadonlyMap<number, RateJudgement>): Ends {
  const rates = (state: RateJudgement['state']) =>
    [...judgements].filter(([, judgement]) => judgement.state === state).map(([rate]) => rate);
  const high = Math.min(...rates('saturated'));
  const low = Math.max(...rates('sustained').filter((rate) => rate < high));
  return { low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null };
}

/** Between the highest rate that the figures themselves speak for and the lowest that they speak against. */
function estimateOf({ low, high }: Ends, judgements: ReadonlyMap<number, RateJudgement>): number | null {
  if (low === null || high === null) return null;
  const inside = [...judgements].filter(([rate]) => rate >= low && rate <= high);
  const against = inside.filter(([rate, { beyond }]) => beyond && rate > low).map(([rate]) => rate);
  const bad = Math.min(...against);
  const good = Math.max(...inside.map(([rate]) => rate).filter((rate) => rate < bad));
  return Math.sqrt(good * bad);
}

const isClientBound = (judge: SweepJudge) =>
  [...judge.judgements.values()].some(({ state }) => state === 'client');

function endOf(
  { low, high }: Ends,
  judge: SweepJudge,
  done: readonly PhaseVerdict[],
  load: RunLoad,
): SweepEnd {
  const options: Record<string, unknown> = { ...sweepDefaults, ...load.options };
  const [tolerance, to] = [Number(options['tolerance']), Number(options['to'])];
  const [maxMinutes, steps] = [Number(options['maxMinutes']), Number(options['steps'])];
  const last = done.at(-1);
  const spent = done.reduce((sum, { seconds }) => sum + seconds, 0);
  if (low !== null && high !== null && high / low <= 1 + tolerance + 1e-9) return 'tolerance';
  if (low !== null && high === null && close(low, to)) return 'top';
  if (last?.purpose === 'recover' && !last.recovered) return 'not-recovered';
  if (done.length > 0 && done.every(({ responseP95Ms }) => responseP95Ms === null)) return 'no-answers';
  if (spent >= maxMinutes * 60 || done.length >= steps) return 'budget';
  if (high === null && isClientBound(judge)) return 'client';
  return low === null && high !== null && close(high, judge.lowest) ? 'start' : 'evidence';
}

/** `done`: the verdicts on all phases that ended. */
export function sustainableLoad(
  judge: SweepJudge,
  done: readonly PhaseVerdict[],
  load: RunLoad,
  unended: 'running' | 'stopped' | null,
): SustainableLoad {
  const ends = endsOf(judge.judgements);
  const { low, high } = ends;
  const end = unended ?? endOf(ends, judge, done, load);
  const open = [...judge.judgements]
    .sort(([a], [b]) => a - b)
    .filter(([, { criterion }]) => criterion !== null);
  const criterion = (high === null ? open[0]?.[1] : judge.judgements.get(high))?.criterion ?? null;
  const { share, calls } = judge.baselineFailures(high ?? low ?? 0);
  return {
    low,
    high,
    estimate: estimateOf(ends, judge.judgements),
    end,
    criterion,
    baseline_failure_share: share,
    baseline_calls: calls,
  };
}
