/** Whether a target sustains a rate: every criterion is tested, each with the same error on either side. */
import type { Saturation } from '../../contract/load-report.ts';
import type { ServiceLevels } from '../../contract/suite.ts';
import { clientLate, notSent, type RateJudgement } from './client-limit.ts';
import { clusteredProportion, proportionDifference } from './clustered-share.ts';
import { hasLevels } from './good-calls.ts';
import { failuresIn, missesIn, type PhaseEvidence } from './phase-evidence.ts';
import { responseGrowth } from './response-growth.ts';
import { worstLevel } from './worst-level.ts';

/** Φ⁻¹(0.995): each bound errs in 0.5 % of looks. */
const z = 2.5758293035489;
/** One standard error: enough to look again, not to decide. */
const leaning = 1;

/** Fewer calls show no rate to be sustained, however good they are. */
const minCalls = 50;

/** Failures beyond those at low load by more than this, or by more than half as many again, come from load. */
const failureMargin = 0.05;
/** A response that gets longer by more than this share of the time that passes. */
const growthLimit = 0.05;
/** What one criterion shows; what was exceeded where `state` or `suspect` says so. */
interface Finding extends RateJudgement {
  criterion: Saturation;
}

interface Bounds {
  value: number;
  low: number;
  high: number;
}

/** `boundsAt`: an interval for a normal deviate. */
function against(
  limit: number,
  boundsAt: (z: number) => Bounds | null,
  criterion: (value: number) => Saturation,
): Finding | null {
  const bounds = boundsAt(z);
  if (!bounds) return null;
  const state = bounds.low > limit ? 'saturated' : bounds.high < limit ? 'sustained' : 'undecided';
  const suspect = state === 'undecided' && (boundsAt(leaning) as Bounds).low > limit;
  return { state, suspect, beyond: bounds.value > limit, criterion: criterion(bounds.value) };
}

const sentIn = (evidence: readonly PhaseEvidence[]) =>
  evidence.reduce((sum, { offered, dropped }) => sum + offered - dropped, 0);

const shareOf = (evidence: readonly PhaseEvidence[], what: string) =>
  evidence.reduce((sum, { reasons }) => sum + (reasons.get(what) ?? 0), 0) / Math.max(1, sentIn(evidence));

/** The reason whose share has risen most, with its share now and before. */
function maxRisen(here: readonly PhaseEvidence[], baseline: readonly PhaseEvidence[]) {
  return [...new Set(here.flatMap(({ reasons }) => [...reasons.keys()]))]
    .map((what) => ({ what, value: shareOf(here, what), limit: shareOf(baseline, what) }))
    .reduce((a, b) => (b.value - b.limit > a.value - a.limit ? b : a), {
      what: 'failures',
      value: 0,
      limit: 0,
    });
}

const noFailures = { value: 0, low: 0, high: 0, of: 0 };

/** Without a baseline, few failures are shown to be none of load; many may come from anything. */
function failureFinding(here: readonly PhaseEvidence[], baseline: readonly PhaseEvidence[]): Finding | null {
  const before = (level: number) => clusteredProportion(failuresIn(baseline), level) ?? noFailures;
  const margin = Math.max(failureMargin, before(z).value / 2);
  const finding = against(
    margin,
    (level) => {
      const now = clusteredProportion(failuresIn(here), level);
      return now && proportionDifference(now, before(level));
    },
    () => ({ kind: 'failures', rate: here[0]?.rate ?? 0, ...maxRisen(here, baseline) }),
  );
  const isAlone = baseline.length === 0 && finding?.state !== 'sustained';
  return finding && isAlone ? { ...finding, state: 'undecided', suspect: false, beyond: false } : finding;
}

function levelFinding(here: readonly PhaseEvidence[], slo: ServiceLevels, goodShare: number): Finding | null {
  if (!hasLevels(slo)) return null;
  return against(
    1 - goodShare,
    (level) => clusteredProportion(missesIn(here), level),
    () => ({ kind: 'latency', rate: here[0]?.rate ?? 0, ...worstLevel(here, slo, goodShare) }),
  );
}

function growthFinding(here: readonly PhaseEvidence[]): Finding | null {
  const slices = here.map((evidence) => evidence.slices);
  return against(
    growthLimit,
    (level) => responseGrowth(slices, level),
    (value) => ({
      kind: 'growth',
      rate: here[0]?.rate ?? 0,
      what: 'response',
      value: value * 1000,
      limit: growthLimit * 1000,
    }),
  );
}

/**
 * `here`: the phases at the rate; `baseline`: those at rates well below it, none for the lowest, whose failures are then
 * nobody's but the target's own. A rate is sustained when every criterion shows it, and saturated when one does.
 */
export function judgeRate(
  here: readonly PhaseEvidence[],
  baseline: readonly PhaseEvidence[],
  slo: ServiceLevels,
  goodShare: number,
): RateJudgement {
  const growth = growthFinding(here);
  const late = clientLate(here);
  if (late) return late;
  const findings = [levelFinding(here, slo, goodShare), failureFinding(here, baseline), growth];
  const known = findings.filter((finding) => finding !== null);
  const saturated = known.find(({ state }) => state === 'saturated');
  if (saturated) return { ...saturated, suspect: false };
  const unsent = notSent(here, baseline);
  if (unsent) return unsent;
  const suspect = known.find((finding) => finding.suspect);
  const calls = here.reduce((sum, { offered }) => sum + offered, 0);
  const isSustained =
    calls >= minCalls && growth !== null && known.every(({ state }) => state === 'sustained');
  return {
    state: isSustained ? 'sustained' : 'undecided',
    suspect: suspect !== undefined,
    beyond: known.some(({ beyond }) => beyond),
    criterion: suspect?.criterion ?? null,
  };
}
