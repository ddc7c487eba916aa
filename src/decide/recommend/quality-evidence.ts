/**
 * Whether a target's quality is shown to be at most a margin below that of the baseline; without one, below that of the best, whichever it
 * truly is (multiple comparisons with the best, Hsu 1984): a target must be shown good enough against every other, each
 * taken for the best in turn with the factor it would need then. The chance that any target that is not good enough passes is at
 * most `alpha`, however many there are.
 */
import { caseClusters, type CaseClusters } from '../../analyze/compare/case-clusters.ts';
import { caseMeans, type CaseMeans } from '../../analyze/compare/case-means.ts';
import { differenceSums, meanInfluence, meanSums } from '../../analyze/compare/difference-sums.ts';
import {
  boundsAt,
  distanceAbove,
  enough,
  turned,
  type BoundedSums,
} from '../../analyze/intervals/bounded-mean.ts';
import { qualityOfCalls } from '../../analyze/figures/quality-of-calls.ts';
import { jointErrors, type Contrast, type JointErrors } from '../../analyze/simultaneous/joint-errors.ts';
import type { ResultTable } from '../../contract/result-table.ts';
import { stepDown, type StepDown, type Tested } from './step-down.ts';

export interface EvidenceOptions {
  /** Targets that could be chosen. */
  candidates: readonly number[];
  /** Targets that the margin is counted from: the baseline, or all that might be the best. */
  controls: readonly number[];
  margin: number;
  floor: number | null;
  /** Chance that anything is shown that is not so. */
  alpha: number;
  weightOf: ((category: string) => number) | null;
  /** 1: about work like this; 0: these cases are all there is. */
  shrink: number;
  seed: number;
}

/** One-sided bounds, each of which holds for all candidates at once. */
export interface Evidence {
  value: number;
  low: number;
  high: number;
  isShown: boolean;
  /** Half-widths of what decided, by the control it was compared with (−1: a fixed limit). */
  halves: { control: number; half: number }[];
}

export interface QualityEvidence {
  /** By target; absent where nothing was asked of it. */
  margin: Map<number, Evidence>;
  floor: Map<number, Evidence>;
  /** Claims that were tested together. */
  family: { margin: number; floor: number };
}

/** A difference or mean compared with its limit. */
interface Held {
  of: BoundedSums;
  limit: number;
  shrink: number;
}

const distance = ({ of, limit, shrink }: Held) => {
  const far = distanceAbove(of, limit);
  return shrink === 0 ? (of.mean >= limit ? Infinity : -Infinity) : far / shrink;
};

function tested(index: number, held: Held): Tested {
  const far = distance(held);
  return {
    index,
    isAbove: (z) => far >= enough(held.of, z),
    isBelow: (z) => far <= -enough(held.of, z),
  };
}

function bounds({ of, shrink }: Held, z: number): { low: number; high: number } {
  const found = boundsAt(of, z);
  if (!found) return { low: Number.NaN, high: Number.NaN };
  return { low: of.mean - shrink * (of.mean - found.low), high: of.mean + shrink * (found.high - of.mean) };
}

/** Half of the width that decided, so that the mean less it is at the limit just when it is shown. */
function half(held: Held, z: number): number {
  const { of, limit, shrink } = held;
  const far = Math.abs(distance(held));
  if (shrink === 0) return 0;
  return far > 1e-9 && Number.isFinite(far)
    ? (Math.abs(of.mean - limit) / far) * enough(of, z)
    : shrink * of.se * enough(of, z);
}

/** What one control says of a target. */
interface Verdict {
  held: Held;
  control: number;
  isShown: boolean;
  steps: StepDown;
}

/** The furthest down that any control allows; most need not be asked, as a bound is at best Wald's. */
function lowest(verdicts: readonly Verdict[]): { low: number; high: number } {
  const best = ({ held: { of, shrink }, steps: { all } }: Verdict, side: 1 | -1) =>
    of.mean + side * shrink * of.se * enough(of, all);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const verdict of verdicts.toSorted((a, b) => best(a, -1) - best(b, -1))) {
    const { held, steps, isShown } = verdict;
    if (!held.of.discordant && best(verdict, -1) > low && best(verdict, 1) > high) continue;
    const found = bounds(held, steps.all);
    // what was shown in a later step is told as what was shown: that the limit is met
    const own = isShown ? Math.max(found.low, held.limit) : Math.min(found.low, held.limit);
    if (!(own >= low)) low = own;
    if (!(found.high >= high)) high = found.high;
  }
  return { low, high };
}

function evidenceOf(verdicts: readonly Verdict[]): Evidence {
  return {
    value: Math.min(...verdicts.map(({ held }) => held.of.mean)),
    ...lowest(verdicts),
    isShown: verdicts.every(({ isShown }) => isShown),
    halves: verdicts.map(({ held, control, steps }) => ({ control, half: half(held, steps.last) })),
  };
}

/** By target; one without a verdict has none. */
const told = (verdicts: Map<number, Verdict[]>) =>
  new Map(
    [...verdicts].flatMap(([index, some]) => (some.length === 0 ? [] : [[index, evidenceOf(some)] as const])),
  );

/** Of two targets, each pair computed once. */
function differencesOf(means: readonly CaseMeans[], clusters: CaseClusters, weights: Float64Array | null) {
  const known = new Map<string, BoundedSums>();
  return (first: number, second: number): BoundedSums => {
    const other = known.get(`${second} ${first}`);
    if (other) return turned(other);
    const made = differenceSums(means[first] as CaseMeans, means[second] as CaseMeans, clusters, weights);
    known.set(`${first} ${second}`, made);
    return made;
  };
}

export function qualityEvidence(table: ResultTable, options: EvidenceOptions): QualityEvidence {
  const { cases, repeats, targets } = table;
  const { candidates, controls, margin, floor, shrink, weightOf, seed } = options;
  const quality = qualityOfCalls(table);
  const clusters: CaseClusters = caseClusters(cases);
  const weights = weightOf && Float64Array.from(cases, ({ category }) => weightOf(category));
  const means = targets.map((_, t) => caseMeans(quality, t * cases.length * repeats, cases.length, repeats));
  // in the order of their ids, so that the order they are given in changes no draw
  const order = [...targets.keys()].sort((a, b) =>
    (targets[a]?.id ?? '') < (targets[b]?.id ?? '') ? -1 : 1,
  );
  const placeOf = new Map(order.map((t, place) => [t, place]));
  const joint: JointErrors = jointErrors(
    order.map((t) => meanInfluence(means[t] as CaseMeans, clusters, weights)),
    { seed },
  );
  // Two requirements may each be missed by another target, so they share the chance of an error.
  const alpha = floor === null || controls.length === 0 ? options.alpha : options.alpha / 2;
  const against = new Map<number, Verdict[]>(targets.map((_, t) => [t, []]));
  const judge = (held: Map<number, Held>, control: number, verdicts: Map<number, Verdict[]>) => {
    const contrastOf = (index: number): Contrast => [placeOf.get(index) ?? 0, placeOf.get(control) ?? -1];
    const some = candidates.filter((index) => held.has(index));
    const steps = stepDown(
      joint,
      some.map((index) => tested(index, held.get(index) as Held)),
      contrastOf,
      alpha,
    );
    for (const [index, one] of held) {
      const isShown = some.includes(index) ? steps.shown.has(index) : tested(index, one).isAbove(steps.all);
      verdicts.get(index)?.push({ held: one, control, isShown, steps });
    }
  };
  const difference = differencesOf(means as CaseMeans[], clusters, weights);
  for (const control of controls) {
    const held = new Map<number, Held>();
    for (const index of targets.keys())
      if (index !== control) held.set(index, { of: difference(index, control), limit: -margin, shrink });
    judge(held, control, against);
  }
  const ofMeans = new Map<number, Verdict[]>(targets.map((_, t) => [t, []]));
  if (floor !== null)
    judge(
      new Map(
        means.map((one, t) => [t, { of: meanSums(one, clusters, weights), limit: floor, shrink }] as const),
      ),
      -1,
      ofMeans,
    );
  return {
    margin: told(against),
    floor: told(ofMeans),
    family: {
      margin: candidates.filter((index) => controls.some((control) => control !== index)).length,
      floor: candidates.length,
    },
  };
}
