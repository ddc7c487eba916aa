import { describe, expect, it } from 'vitest';
import { runSummaryOf, targetSummaryOf, quantilesOf } from '../../../web/fixtures/summary.ts';
import type { Estimate } from '../../contract/analysis.ts';
import { metrics } from '../metrics/metrics.ts';
import { chartThemes } from './chart-theme.ts';
import { scatterOption } from './scatter-option.ts';
import { frontierLine, scatterPoints } from './scatter-points.ts';
import { targetLooks } from '../target-look.ts';

const quality = (value: number): Estimate => ({
  value,
  low: value - 0.05,
  high: value + 0.05,
  level: 0.95,
  method: 'wilson',
  n: 100,
  clusters: 100,
});
const target = (id: string, share: number, per_1k_usd: number | null) =>
  targetSummaryOf(id, {
    quality: quality(share),
    cost: { total_usd: 1, spent_usd: 1, per_1k_usd, per_correct_usd: null, n_unknown: 0 },
  });
const summary = runSummaryOf([
  target('dear', 0.9, 10),
  target('cheap', 0.6, 1),
  target('unknown', 0.7, null),
  target('free', 0.3, 0),
]);
const input = {
  targets: summary.targets,
  x: metrics.costPer1k,
  frontier: ['dear', 'cheap'],
  isLog: false,
  hidden: new Set<string>(),
};
const drawn = { looks: targetLooks(summary.run.targets, 'light'), theme: chartThemes.light };

describe('scatter', () => {
  it('leaves out a target without a value: it is not at zero', () => {
    expect(scatterPoints(input).map(({ id }) => id)).toEqual(['dear', 'cheap', 'free']);
  });

  it('has no place for a zero on a log axis, and none for a hidden target', () => {
    expect(scatterPoints({ ...input, isLog: true }).map(({ id }) => id)).toEqual(['dear', 'cheap']);
    expect(scatterPoints({ ...input, hidden: new Set(['dear']) }).map(({ id }) => id)).toEqual([
      'cheap',
      'free',
    ]);
  });

  it('draws the frontier from the cheapest to the dearest', () => {
    expect(frontierLine(scatterPoints(input))).toEqual([
      [1, 0.6],
      [10, 0.9],
    ]);
  });

  it('marks a provisional p95 as such, on the frontier or not', () => {
    const few = targetSummaryOf('few', { latency: { e2e_ms: quantilesOf(60, 1000) } });
    const points = scatterPoints({
      ...input,
      targets: [few],
      x: metrics.e2eP95,
      frontier: ['few'],
    });
    expect(points[0]).toMatchObject({ x: 2200, isProvisional: true });
    expect(frontierLine(points)).toEqual([[2200, 0.785]]);
  });

  it('keeps every interval inside the axis and names both units', () => {
    const option = scatterOption({ ...input, points: scatterPoints(input), ...drawn }) as unknown as {
      xAxis: { name: string };
      yAxis: { name: string; min: number; max: number };
      series: { data: unknown[] }[];
    };
    expect(option.yAxis.min).toBeLessThanOrEqual(0.25);
    expect(option.yAxis.max).toBeGreaterThanOrEqual(0.95);
    expect([option.xAxis.name, option.yAxis.name]).toEqual(['Cost / 1,000, USD', 'Quality, %']);
    expect(option.series[2]?.data).toHaveLength(3);
  });
  it('has ticks for a single target, and its label', () => {
    const points = scatterPoints({ ...input, targets: [target('sim/only', 0.9, 3.3)] });
    const one = { ...input, ...drawn, points, isLog: true };
    const option = scatterOption(one) as unknown as {
      xAxis: { axisLabel: { customValues: number[] } };
      series: { data: { label: { show: boolean; formatter: () => string } }[] }[];
    };
    expect(option.xAxis.axisLabel.customValues.length).toBeGreaterThanOrEqual(2);
    const label = option.series[2]?.data[0]?.label;
    expect([label?.show, label?.formatter()]).toEqual([true, 'sim/only']);
  });

  it('labels every target, without what all labels share', () => {
    const both = [target('sim/a', 0.9, 10), target('sim/{b}', 0.8, 20)];
    const points = scatterPoints({ ...input, targets: both });
    const option = scatterOption({ ...input, ...drawn, points }) as unknown as {
      series: { data: { label: { formatter: () => string } }[] }[];
    };
    expect(option.series[2]?.data.map(({ label }) => label.formatter())).toEqual(['a', '{b}']);
  });
});
