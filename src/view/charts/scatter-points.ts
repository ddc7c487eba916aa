/** Targets as points: quality against another figure. */
import type { TargetSummary } from '../../contract/analysis.ts';
import type { Metric, Reading } from '../metrics/metric.ts';

export interface ScatterPoint {
  id: string;
  label: string;
  x: number;
  y: number;
  /** Both are `y` where the interval is unknown. */
  low: number;
  high: number;
  isIntervalKnown: boolean;
  n: number;
  xReading: Reading;
  onFrontier: boolean;
  /** The x value is below its percentile's floor. */
  isProvisional: boolean;
}

export interface ScatterInput {
  targets: readonly TargetSummary[];
  x: Metric;
  frontier: readonly string[];
  isLog: boolean;
  hidden: ReadonlySet<string>;
}

/** Targets that have both values; a provisional x counts, marked as such. A value of 0 has no place on a log axis. */
export function scatterPoints({ targets, x, frontier, isLog, hidden }: ScatterInput): ScatterPoint[] {
  return targets.flatMap((summary) => {
    const { target, quality } = summary;
    const point = pointOf({
      ...target,
      quality,
      xReading: x.read(summary),
      onFrontier: frontier.includes(target.id),
    });
    return point && !hidden.has(point.id) && (point.x > 0 || !isLog) ? [point] : [];
  });
}

interface PointInput {
  id: string;
  label: string;
  quality: { value: number; low: number | null; high: number | null; n: number } | null;
  xReading: Reading;
  onFrontier: boolean;
}

/** `null` where one of the two figures is unknown. */
export function pointOf({ id, label, quality, xReading, onFrontier }: PointInput): ScatterPoint | null {
  const x = xReading.value ?? xReading.provisional ?? null;
  if (x === null || quality === null) return null;
  const { value: y, low, high, n } = quality;
  return {
    id,
    label,
    x,
    y,
    low: low ?? y,
    high: high ?? y,
    isIntervalKnown: low !== null && high !== null,
    n,
    xReading,
    onFrontier,
    isProvisional: xReading.value === null,
  };
}

/** From the cheapest to the most expensive; only points the analysis put on the frontier. */
export function frontierLine(points: readonly ScatterPoint[]): [number, number][] {
  return points
    .filter(({ onFrontier }) => onFrontier)
    .toSorted((a, b) => a.x - b.x)
    .map(({ x, y }) => [x, y]);
}

/** Room for labels on both sides. A log axis would otherwise stretch to whole powers of ten and leave the points in a corner. */
export function xRange(
  points: readonly Pick<ScatterPoint, 'x'>[],
  isLog: boolean,
): { min: number; max: number } {
  const values = points.map(({ x }) => x);
  const [min, max] = [Math.min(...values), Math.max(...values)];
  if (points.length === 0) return isLog ? { min: 1, max: 10 } : { min: 0, max: 1 };
  if (!isLog) return { min: 0, max: max > 0 ? max * 1.08 : 1 };
  // Wide enough to hold round ticks even when all points share one value.
  const room = Math.max(1.25, (max / min) ** 0.12);
  return { min: min / room, max: max * room };
}

/** Whole tenths that hold every interval. */
export function yRange(points: readonly ScatterPoint[]): { min: number; max: number } {
  if (points.length === 0) return { min: 0, max: 1 };
  const low = Math.min(...points.map((point) => point.low));
  const high = Math.max(...points.map((point) => point.high));
  return {
    min: Math.max(0, Math.floor((low - 0.01) * 10) / 10),
    max: Math.min(1, Math.ceil((high + 0.01) * 10) / 10),
  };
}
