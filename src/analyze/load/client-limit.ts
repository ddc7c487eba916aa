/** Rates that the client did not offer: they say nothing of the target. */
import type { Saturation } from '../../contract/load-report.ts';
import type { RateState } from '../../contract/load.ts';
import { quantile } from '../figures/quantiles.ts';
import { responsesIn, type PhaseEvidence } from './phase-evidence.ts';

export interface RateJudgement {
  state: RateState;
  /** Undecided, and leaning towards saturation. */
  suspect: boolean;
  /** The figures themselves are beyond a limit, whatever their error. */
  beyond: boolean;
  /** What was exceeded, or what the rate leans towards exceeding. */
  criterion: Saturation | null;
}

/** More calls than this share were not sent. */
const notSentLimit = 0.01;
/** Where the calls allowed in flight are used up, a target is behind that answers so many times later than at low load. */
const slowedBy = 2;
/** p95 of the wait to be sent that no target can be blamed for, in ms and as a share of the response. */
const lateMs = 100;
const lateShare = 0.25;

const at = (sorted: number[], share: number) => (sorted.length === 0 ? null : quantile(sorted, share));

const judgement = (state: RateState, criterion: Saturation): RateJudgement => ({
  state,
  suspect: false,
  beyond: true,
  criterion,
});

/** Calls waited in the client for long enough to be taken for a slow target. */
export function clientLate(here: readonly PhaseEvidence[]): RateJudgement | null {
  const queued = here
    .flatMap(({ answers }) => answers.flatMap((row) => row.queue_ms ?? []))
    .sort((a, b) => a - b);
  const value = at(queued, 0.95);
  const limit = Math.max(lateMs, lateShare * (at(responsesIn(here), 0.95) ?? 0));
  if (value === null || value <= limit) return null;
  return judgement('client', {
    kind: 'late',
    rate: here[0]?.rate ?? 0,
    what: 'p95 wait to be sent',
    value,
    limit,
  });
}

/** Calls that were not sent: the target's doing when it got slow, else the client's, or its limits'. */
export function notSent(
  here: readonly PhaseEvidence[],
  baseline: readonly PhaseEvidence[],
): RateJudgement | null {
  const offered = here.reduce((sum, evidence) => sum + evidence.offered, 0);
  const value = here.reduce((sum, evidence) => sum + evidence.dropped, 0) / offered;
  if (offered === 0 || value <= notSentLimit) return null;
  const rate = here[0]?.rate ?? 0;
  const [now, before] = [at(responsesIn(here), 0.5), at(responsesIn(baseline), 0.5)];
  if (now !== null && before !== null && now > slowedBy * before)
    return judgement('saturated', {
      kind: 'latency',
      rate,
      what: 'p50 response',
      value: now,
      limit: slowedBy * before,
    });
  return judgement('client', { kind: 'not-sent', rate, what: 'calls not sent', value, limit: notSentLimit });
}
