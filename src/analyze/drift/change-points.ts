import { bestSplit } from './best-split.ts';
import { stepAt, type Spread, type Step } from './pooled-t.ts';

export interface ChangePointOptions {
  /** Values looked at together; windows overlap by half. */
  window?: number;
  maxP?: number;
  /** Least relative change of the mean that counts, e.g. 0.05. */
  minMagnitude?: number;
  /** `population`: as Otava to the last point, also in what it leaves stale when it merges; to compare with it. */
  spread?: Spread;
}

/** Of the mean, seen from the smaller side. */
export function magnitude({ before, after }: Step): number {
  return Math.max(Math.abs(after / before - 1), Math.abs(before / after - 1));
}

/** First round: ten times the p that is asked for, so that a point hidden by its neighbours is not lost. */
function looser(maxP: number): number {
  if (maxP < 0.05) return maxP * 10;
  return maxP < 0.5 ? maxP * 2 : maxP;
}

const bounds = (points: readonly number[], start: number, end: number) => [start, ...points, end];

/** Splits again and again where the parts differ most, until the best split is no longer significant. Ascending. */
function divide(
  series: ArrayLike<number>,
  start: number,
  end: number,
  maxP: number,
  spread: Spread,
): number[] {
  let points: number[] = [];
  for (;;) {
    const edges = bounds(points, start, end);
    let best: { index: number; q: number; start: number; end: number } | null = null;
    for (let i = 0; i + 1 < edges.length; i++) {
      const [from, to] = [edges[i] as number, edges[i + 1] as number];
      const split = bestSplit(series, from, to);
      if (split && (!best || split.q > best.q)) best = { ...split, start: from, end: to };
    }
    if (!best || stepAt(series, best, spread).p > maxP) return points;
    points = [...points, best.index].sort((a, b) => a - b);
  }
}

function stepOf(series: ArrayLike<number>, points: readonly number[], place: number, spread: Spread): Step {
  const [start = 0, end = series.length] = [points[place - 1], points[place + 1]];
  return stepAt(series, { start, index: points[place] as number, end }, spread);
}

/** Without the step at a place; its neighbours now have longer sides. Otava looks at the two that follow instead of the one on either side. */
function without(steps: Step[], place: number, series: ArrayLike<number>, spread: Spread): Step[] {
  const rest = steps.toSpliced(place, 1);
  const points = rest.map(({ index }) => index);
  const stale = spread === 'sample' ? [place - 1, place] : [place, place + 1];
  return rest.map((step, i) => (stale.includes(i) ? stepOf(series, points, i, spread) : step));
}

/**
 * Places at which a series changed, with the mean before and after (E-divisive in sliding windows, then the weakest are merged away: Fleming
 * et al. 2023, "Hunter", as Apache Otava does). Ascending. Values must be known; for fewer than eight runs compare two runs instead.
 */
export function changePoints(
  series: ArrayLike<number>,
  { window = 50, maxP = 0.001, minMagnitude = 0, spread = 'sample' }: ChangePointOptions = {},
): Step[] {
  const weak = new Set<number>();
  for (let start = 0; start < series.length;) {
    const found = divide(series, start, Math.min(start + window, series.length), looser(maxP), spread);
    for (const index of found) weak.add(index);
    start = Math.max(found.at(-1) ?? 0, start + Math.floor(window / 2));
  }
  const points = [...weak].sort((a, b) => a - b);
  let steps = points.map((_, place) => stepOf(series, points, place, spread));
  for (;;) {
    const weakest = weakestOf(steps, maxP, minMagnitude);
    if (!weakest) return steps;
    steps = without(steps, steps.indexOf(weakest), series, spread);
  }
}

function weakestOf(steps: Step[], maxP: number, minMagnitude: number): Step | null {
  const [first, ...others] = steps;
  if (!first) return null;
  const leastSure = others.reduce((worst, step) => (step.p > worst.p ? step : worst), first);
  if (leastSure.p >= maxP) return leastSure;
  const smallest = others.reduce((least, step) => (magnitude(step) < magnitude(least) ? step : least), first);
  return magnitude(smallest) > minMagnitude ? null : smallest;
}
