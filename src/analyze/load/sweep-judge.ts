/** Follows the sweep of one target: each phase adds to what is known of its rate. */
import type { PhaseVerdict, RunPhase } from '../../contract/load.ts';
import type { ServiceLevels } from '../../contract/suite.ts';
import { sweepDefaults } from '../../contract/sweep.ts';
import { quantile } from '../figures/quantiles.ts';
import type { RateJudgement } from './client-limit.ts';
import { clusteredProportion } from './clustered-share.ts';
import { judgeRate } from './judge-rate.ts';
import type { LoadRow } from './load-row.ts';
import { failuresIn, phaseEvidence, responsesIn, type PhaseEvidence } from './phase-evidence.ts';

/** Rates up to this share of another are well below it. */
const wellBelow = 0.5;
/** Rates up to this factor above another can stand in for it. */
const near = 1.5;
/** As before: the median response is within this factor of the baseline's third quartile. */
const backToNormal = 1.5;

export class SweepJudge {
  readonly #slo: ServiceLevels;
  readonly #goodShare: number;
  readonly #byRate = new Map<number, PhaseEvidence[]>();
  readonly #judgements = new Map<number, RateJudgement>();
  #phases = 0;

  constructor(slo: ServiceLevels, options: Record<string, unknown>) {
    const { goodShare } = options;
    this.#slo = slo;
    this.#goodShare = typeof goodShare === 'number' ? goodShare : sweepDefaults.goodShare;
  }

  /** Rate → what its phases show together. */
  get judgements(): ReadonlyMap<number, RateJudgement> {
    return this.#judgements;
  }

  /** Failed calls at the rates well below `rate` (at the lowest, where there are none). */
  baselineFailures(rate: number): { share: number | null; calls: number } {
    const below = this.#wellBelow(rate);
    const evidence = below.length > 0 ? below : (this.#byRate.get(this.lowest) ?? []);
    const share = clusteredProportion(failuresIn(evidence), 0);
    return { share: share?.value ?? null, calls: share?.of ?? 0 };
  }

  /** `rows`: the phase's, warm-up included. */
  add(phase: RunPhase, rows: readonly LoadRow[]): PhaseVerdict {
    const evidence = phaseEvidence(phase, rows, this.#slo);
    const { rate } = evidence;
    const isFirst = this.#phases++ === 0;
    const isRecovered = this.#isAsBefore(evidence);
    const ownState = { state: 'undecided', suspect: false, beyond: false, criterion: null } as const;
    const judgement = phase.purpose === 'recover' ? ownState : this.#judge(evidence, isFirst);
    const all = this.#byRate.get(rate) ?? [];
    const failures = clusteredProportion(failuresIn(all), 0);
    const responses = responsesIn(phase.purpose === 'recover' ? [evidence] : all);
    return {
      purpose: phase.purpose,
      rate: phase.rate,
      state: judgement.state,
      suspect: judgement.suspect,
      calls: all.reduce((sum, { offered }) => sum + offered, 0),
      failureShare: failures?.value ?? null,
      responseP95Ms: responses.length === 0 ? null : quantile(responses, 0.95),
      recovered: isRecovered,
      seconds: ((phase.ended_at_ms ?? phase.measure_to_ms) - phase.from_ms) / 1000,
    };
  }

  /**
   * A first phase that was too much may only have been cold: it is set apart and the rate tried again. Phases of a rate
   * that contradict each other leave it undecided.
   */
  #judge(evidence: PhaseEvidence, isFirst: boolean): RateJudgement {
    const { rate } = evidence;
    const below = this.#wellBelow(rate);
    const judge = (phases: PhaseEvidence[]) => judgeRate(phases, below, this.#slo, this.#goodShare);
    const alone = judge([evidence]);
    if (isFirst && alone.state === 'saturated') return { ...alone, state: 'undecided', suspect: true };
    const all = [...(this.#byRate.get(rate) ?? []), evidence];
    this.#byRate.set(rate, all);
    const together = judge(all);
    const states = new Set(all.map((phase) => judge([phase]).state));
    const isContradicted = states.has('saturated') && states.has('sustained');
    const judgement: RateJudgement = isContradicted
      ? { ...together, state: 'undecided', suspect: true }
      : this.#withHigher(rate, together, (higher) => judge([...all, ...higher]));
    this.#judgements.set(rate, judgement);
    return judgement;
  }

  /** What higher rates sustain on average, a lower one does: their calls count for it, but never against it. */
  #withHigher(
    rate: number,
    judgement: RateJudgement,
    judgeWith: (higher: PhaseEvidence[]) => RateJudgement,
  ): RateJudgement {
    if (judgement.state !== 'undecided' || judgement.suspect) return judgement;
    const higher = [...this.#byRate].flatMap(([other, evidence]) => {
      const isNear = other > rate && other <= rate * near;
      return isNear && this.#judgements.get(other)?.state === 'undecided' ? evidence : [];
    });
    if (higher.length === 0) return judgement;
    const together = judgeWith(higher);
    return together.state === 'sustained' ? together : judgement;
  }

  /** Rate; infinite before there is one. */
  get lowest(): number {
    return Math.min(...this.#byRate.keys());
  }

  /** Phases without a sign of saturation at rates well below; where there are none, those at the lowest rate below. */
  #wellBelow(rate: number): PhaseEvidence[] {
    const calm = [...this.#byRate].flatMap(([lower, evidence]) => {
      const judgement = this.#judgements.get(lower);
      const isCalm = judgement?.state !== 'saturated' && judgement?.suspect !== true;
      return lower <= rate * wellBelow && isCalm ? evidence : [];
    });
    return calm.length > 0 || this.lowest >= rate ? calm : (this.#byRate.get(this.lowest) ?? []);
  }

  #isAsBefore(evidence: PhaseEvidence): boolean {
    const before = this.#byRate.get(this.lowest) ?? [];
    const [then, now] = [responsesIn(before), responsesIn([evidence])];
    if (then.length === 0) return true;
    if (now.length === 0) return false;
    const isFast = quantile(now, 0.5) <= backToNormal * quantile(then, 0.75);
    const [base, here] = [
      clusteredProportion(failuresIn(before), 0),
      clusteredProportion(failuresIn([evidence]), 0),
    ];
    const failed = (here?.value ?? 0) * (here?.of ?? 0);
    const usual = (base?.value ?? 0) * (here?.of ?? 0);
    return isFast && failed <= usual + 2 * Math.sqrt(usual) + 1;
  }
}
