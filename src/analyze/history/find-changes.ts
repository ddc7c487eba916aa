/** Where a line over time changed: size, interval, and what was different beside it. */
import type { HistoryChange, HistoryMarker } from '../../contract/history.ts';
import { seededRandom, shuffled } from '../../base/random.ts';
import { bestSplit } from '../drift/best-split.ts';
import { changePoints } from '../drift/change-points.ts';
import { cusum } from '../drift/cusum.ts';
import { tFactor } from '../intervals/t-factor.ts';

/** A bucket with a value. */
export interface KnownPoint {
  at_ms: number;
  value: number;
  /** Interval that holds at every look at once, where there is one for the metric. */
  anytime: { low: number | null; high: number | null } | null;
}

export interface ChangeOptions {
  better: 'lower' | 'higher' | null;
  markers: readonly HistoryMarker[];
  /** Least relative change of the mean that counts, e.g. 0.05. */
  minChange: number;
  maxP: number;
}

/** Fewer buckets do not show their own spread: neighbours are then compared with each other. */
const minForSplits = 8;
const window = 30;
/** So many buckets say what is usual before a shift is looked for that is too young to split at. */
const minBaseline = 10;

interface Part {
  n: number;
  mean: number;
  variance: number;
}

function partOf(values: readonly number[]): Part {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n, mean, variance: n < 2 ? Number.NaN : squares / (n - 1) };
}

/** Welch's interval of the difference of two means, 95 %. */
function difference(before: Part, after: Part): Pick<HistoryChange, 'difference' | 'low' | 'high'> {
  const value = after.mean - before.mean;
  const [va, vb] = [before.variance / before.n, after.variance / after.n];
  if (Number.isNaN(va + vb)) return { difference: value, low: null, high: null };
  if (va + vb === 0) return { difference: value, low: value, high: value };
  const degrees = (va + vb) ** 2 / (va ** 2 / (before.n - 1) + vb ** 2 / (after.n - 1));
  const half = tFactor(Math.max(1, Math.floor(degrees))) * Math.sqrt(va + vb);
  return { difference: value, low: value - half, high: value + half };
}

function told(
  points: readonly KnownPoint[],
  index: number,
  { better, markers }: ChangeOptions,
  found: Omit<HistoryChange, 'at_ms' | 'verdict' | 'beside'>,
): HistoryChange {
  const at = points[index]?.at_ms ?? 0;
  const since = points[index - 1]?.at_ms ?? at;
  const isBetter = better === 'higher' ? found.difference > 0 : found.difference < 0;
  return {
    at_ms: at,
    ...found,
    verdict: better === null ? 'different' : isBetter ? 'better' : 'worse',
    beside: markers.filter(({ at_ms }) => at_ms > since && at_ms <= at),
  };
}

const shuffles = 399;
/** Chance at most of a split that is none, among the shuffles. */
const maxShuffledP = 0.005;
/** Further away nothing more is learned of a change. */
const reach = 60;

/** The t of the place that splits best is too good by itself: few shuffles of both parts may split as well. */
function isConfirmed(values: readonly number[], from: number, index: number, to: number): boolean {
  const part = values.slice(Math.max(from, index - reach), Math.min(to, index + reach));
  const found = bestSplit(part);
  if (!found) return false;
  const random = seededRandom('history', index);
  let hits = 0;
  for (let i = 0; i < shuffles; i++) if ((bestSplit(shuffled(part, random))?.q ?? 0) >= found.q) hits++;
  return (1 + hits) / (shuffles + 1) <= maxShuffledP;
}

function splits(points: readonly KnownPoint[], options: ChangeOptions): HistoryChange[] {
  const values = points.map(({ value }) => value);
  const likely = changePoints(values, { window, maxP: options.maxP, minMagnitude: options.minChange });
  const ends = [0, ...likely.map(({ index }) => index), values.length];
  const steps = likely.filter(({ index }, i) =>
    isConfirmed(values, ends[i] as number, index, ends[i + 2] as number),
  );
  const edges = [0, ...steps.map(({ index }) => index), values.length];
  return steps.map(({ index, p }, i) => {
    const before = partOf(values.slice(edges[i], index));
    const after = partOf(values.slice(index, edges[i + 2]));
    return told(points, index, options, {
      method: 'e-divisive',
      before: before.mean,
      after: after.mean,
      p,
      ...difference(before, after),
    });
  });
}

/** A shift within the newest part that adds up but is too young or too small to split at. */
function shiftOf(points: readonly KnownPoint[], from: number, options: ChangeOptions): HistoryChange[] {
  const values = points.slice(from).map(({ value }) => value);
  const length = Math.floor(values.length / 2);
  if (length < minBaseline) return [];
  const usual = partOf(values.slice(0, length));
  const sd = Math.sqrt(usual.variance);
  if (!(sd > 0)) return [];
  const [alarm] = cusum(values.slice(length), { mean: usual.mean, sd });
  if (!alarm) return [];
  const since = length + alarm.since;
  const before = partOf(values.slice(0, since));
  const after = partOf(values.slice(since));
  if (Math.abs(after.mean / before.mean - 1) < options.minChange) return [];
  return [
    told(points, from + since, options, {
      method: 'cusum',
      before: before.mean,
      after: after.mean,
      p: null,
      ...difference(before, after),
    }),
  ];
}

/** Neighbours whose intervals do not overlap. */
function apart(points: readonly KnownPoint[], options: ChangeOptions): HistoryChange[] {
  return points.flatMap((now, index) => {
    const then = points[index - 1];
    if (!then?.anytime || !now.anytime) return [];
    const [a, b] = [then.anytime, now.anytime];
    const isApart =
      (a.high !== null && b.low !== null && b.low > a.high) ||
      (a.low !== null && b.high !== null && b.high < a.low);
    if (!isApart || Math.abs(now.value / then.value - 1) < options.minChange) return [];
    return [
      told(points, index, options, {
        method: 'confidence-sequence',
        before: then.value,
        after: now.value,
        difference: now.value - then.value,
        low: b.low === null || a.high === null ? null : b.low - a.high,
        high: b.high === null || a.low === null ? null : b.high - a.low,
        p: null,
      }),
    ];
  });
}

/** Oldest first. From eight buckets on by where the line splits best, and by shifts that add up since; below that between neighbours. */
export function findChanges(points: readonly KnownPoint[], options: ChangeOptions): HistoryChange[] {
  if (points.length < minForSplits) return apart(points, options);
  const found = splits(points, options);
  const last = found.at(-1);
  const from = last ? points.findIndex(({ at_ms }) => at_ms === last.at_ms) : 0;
  return [...found, ...shiftOf(points, from, options)];
}
