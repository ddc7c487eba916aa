/** What holds for every chart, whatever the data. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSummaryOf, targetSummaryOf } from '../../../web/fixtures/summary.ts';
import { metrics } from '../metrics/metrics.ts';
import { percentTick } from '../format.ts';
import { lookAt, targetLooks } from '../target-look.ts';
import type { ChartOption } from './chart-option.ts';
import { chartThemes } from './chart-theme.ts';
import { failuresOption } from './failures-option.ts';
import { intervalOption } from './interval-option.ts';
import { latencyOption } from './latency-option.ts';
import { lineOption } from './line-option.ts';
import { scatterOption } from './scatter-option.ts';
import { scatterPoints } from './scatter-points.ts';

const theme = chartThemes.light;
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const hidden = new Set<string>();

const summaries = fc
  .array(
    fc.record({
      quality: maybe(fc.tuple(fraction, fraction, fraction)),
      // whole nano-dollars a call
      cost: maybe(fc.nat(1e10).map((nano) => nano / 1e6)),
      bins: fc.array(fc.nat(50), { minLength: 3, maxLength: 3 }),
      failed: fc.nat(100),
      label: fc.string({ minLength: 1 }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((targets) =>
    targets.map(({ quality, cost, bins, failed, label }, index) => {
      const summary = targetSummaryOf(`t${index}`, {
        n: 100,
        outcomes: { ok: 100 - failed, ...(failed > 0 && { timeout: failed }) },
        error_classes: failed > 0 ? { timeout: failed } : {},
        e2e_bins: bins,
        cost: { total_usd: null, spent_usd: null, per_1k_usd: cost, per_correct_usd: null, n_unknown: 0 },
      });
      const [low, value, high] = quality?.toSorted((a, b) => a - b) ?? [];
      const measured = summary.quality && {
        ...summary.quality,
        low: low ?? 0,
        value: value ?? 0,
        high: high ?? 0,
      };
      return { ...summary, target: { ...summary.target, label }, quality: quality && measured };
    }),
  );

const charts = summaries.map((targets): Record<string, { option: ChartOption; points: number[] }> => {
  const summary = { ...runSummaryOf(targets), targets, histogram: { edges_ms: [1, 10, 100, 1000] } };
  const looks = targetLooks(
    targets.map(({ target }) => target),
    'light',
  );
  const rows = targets.map(({ target: { label }, quality }, place) => ({
    ...lookAt(place, 'light'),
    label,
    value: quality?.value ?? null,
    low: quality?.low ?? null,
    high: quality?.high ?? null,
    text: 'n/a',
    isPick: place === 0,
  }));
  const scatter = (isLog: boolean) => {
    const points = scatterPoints({ targets, x: metrics.costPer1k, frontier: ['t0'], isLog, hidden });
    const frontier = points.filter(({ onFrontier }) => onFrontier).length;
    const option = scatterOption({ points, x: metrics.costPer1k, isLog, looks, theme });
    return { option, points: [frontier, points.length, points.length] };
  };
  const latency = latencyOption({ summary, hidden, looks, theme });
  const lines = targets.map(({ quality, cost }, place) => ({
    ...lookAt(place, 'light'),
    name: `line ${place}`,
    points: [
      [1, quality?.value ?? null],
      [2, cost.per_1k_usd],
    ] as [number, number | null][],
  }));
  const failures = failuresOption({ summary, hidden, view: 'class', theme });
  return {
    scatter: scatter(false),
    'scatter, log': scatter(true),
    failures: { option: failures, points: failures.series.map(() => targets.length) },
    latency: { option: latency, points: latency.series.map((_, at) => (at % 2 === 0 ? 8 : 2)) },
    intervals: {
      option: intervalOption({
        rows,
        axisName: 'Quality, %',
        tick: percentTick,
        bounds: { min: 0, max: 1 },
        room: { widthPx: 400, nameChars: 16, textChars: 10 },
        theme,
      }),
      points: [rows.length, rows.length],
    },
    lines: {
      option: lineOption(lines, { x: 'Time, s', y: 'Quality, %', format: percentTick, theme }),
      points: lines.map(() => 2),
    },
  };
});

const holds = (law: (option: ChartOption, name: string, points: number[]) => void) =>
  fc.assert(
    fc.property(charts, (all) => {
      for (const [name, { option, points }] of Object.entries(all)) law(option, name, points);
    }),
    { numRuns: 60 },
  );

/** Every number in a value, functions left alone. */
function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(numbersOf);
}

interface NamedAxis {
  type?: string;
  name?: string;
}
const axesOf = ({ xAxis, yAxis }: ChartOption) => [xAxis, yAxis].flat() as unknown as NamedAxis[];

describe('every chart', () => {
  it('has as many points in each series as there are data', () => {
    holds(({ series }, name, points) => {
      expect(
        series.map(({ data }) => (data as unknown[]).length),
        name,
      ).toEqual(points);
    });
  });

  it('has no number that is none', () => {
    holds((option, name) => {
      expect(
        numbersOf(option).filter((number) => !Number.isFinite(number)),
        name,
      ).toEqual([]);
    });
  });

  it('says the unit of an axis that has a scale to read', () => {
    holds((option, name) => {
      const read = axesOf(option).filter(({ type, name: text }) => type !== 'category' && text);
      expect(read.length, name).toBeGreaterThan(0);
      if (name === 'latency') return; // its ticks carry the unit: 500 ms, 2 s; its upright axes are names
      for (const axis of read) expect(axis.name, name).toMatch(/, (?:%|s|USD)(?:, log scale)?$/);
    });
  });

  it('leaves a gap where a value is unknown, and never a 0', () => {
    holds((option, name) => {
      if (name !== 'intervals' && name !== 'lines') return;
      const values = option.series.flatMap(({ type, data }) =>
        type === 'custom' ? [] : (data as ({ value: unknown[] } | unknown[])[]),
      );
      for (const item of values) {
        const pair = Array.isArray(item) ? item : item.value;
        expect(pair.every((part) => part === null || part === '-' || Number.isFinite(part))).toBe(true);
      }
    });
  });
});

it('keeps unknown values of the rows of an interval chart apart from those that are 0', () => {
  const row = { label: 'a', low: null, high: null, text: '', ...lookAt(0, 'light'), isPick: false };
  const option = intervalOption({
    rows: [
      { ...row, value: null },
      { ...row, value: 0, low: 0, high: 0.1 },
    ],
    axisName: 'Quality, %',
    tick: percentTick,
    room: { widthPx: 400, nameChars: 16, textChars: 0 },
    theme,
  });
  const [ranges, values] = option.series as unknown as [{ data: unknown[] }, { data: { value: unknown }[] }];
  expect(ranges.data).toEqual([
    ['-', '-', 0],
    [0, 0.1, 1],
  ]);
  expect(values.data.map(({ value }) => value)).toEqual([
    ['-', 0],
    [0, 1],
  ]);
  expect(axesOf(option)).toHaveLength(2);
});

it('shows a point between two gaps, to which no line goes', () => {
  const points: [number, number | null][] = [
    [1, null],
    [2, 5],
    [3, null],
    ...Array.from({ length: 50 }, (_, at): [number, number] => [4 + at, at]),
  ];
  const option = lineOption([{ name: 'a', colour: 'red', points }], {
    x: 's',
    y: 'ms',
    format: String,
    theme,
  });
  expect(option.series).toMatchObject([{ symbol: 'none', connectNulls: false }]);
  const [{ data }] = option.series as [{ data: unknown[] }];
  expect(data.filter((item) => !Array.isArray(item))).toEqual([{ value: [2, 5], symbol: 'circle' }]);
});
