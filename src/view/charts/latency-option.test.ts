import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSummaryOf, targetSummaryOf } from '../../../web/fixtures/summary.ts';
import { chartThemes } from './chart-theme.ts';
import { latencyHeight, latencyOption, latencyRows, occupiedEdges, outline } from './latency-option.ts';
import { targetLooks } from '../target-look.ts';

const edges = [1, 10, 100, 1000, 10_000];
const withBins = (id: string, e2e_bins: number[]) => targetSummaryOf(id, { e2e_bins });

describe('latency distribution', () => {
  it('shows targets that answered and are not hidden', () => {
    const summary = runSummaryOf([
      withBins('a', [0, 1, 2, 0]),
      withBins('none', [0, 0, 0, 0]),
      withBins('b', [1, 0, 0, 0]),
    ]);
    expect(latencyRows({ summary, hidden: new Set(['b']) }).map(({ target }) => target.id)).toEqual(['a']);
    expect(latencyHeight(3)).toBeGreaterThan(latencyHeight(1));
  });

  it('ends the axis where the data ends', () => {
    expect(occupiedEdges(edges, [withBins('a', [0, 1, 2, 0])])).toEqual({ min: 10, max: 1000 });
    expect(occupiedEdges(edges, [])).toEqual({ min: 1, max: 10_000 });
  });

  it('draws shares that add up to one, zero included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }).filter((bins) => bins.some(Boolean)),
        (bins) => {
          const points = outline(edges, bins);
          // Each bin has two corners of its height; the two ends stand at 0.
          const sum = points.reduce((total, [, share]) => total + share, 0) / 2;
          expect(sum).toBeCloseTo(1, 9);
          expect([points[0]?.[1], points.at(-1)?.[1]]).toEqual([0, 0]);
        },
      ),
    );
  });

  it('gives each row its own axes over one common range', () => {
    const summary = runSummaryOf([withBins('a', [0, 1, 2, 0]), withBins('b', [0, 0, 2, 5])], {
      histogram: { edges_ms: edges },
    });
    const looks = targetLooks(summary.run.targets, 'light');
    const option = latencyOption({
      summary,
      hidden: new Set(),
      looks,
      theme: chartThemes.light,
    }) as unknown as {
      xAxis: { min: number; max: number }[];
      grid: unknown[];
    };
    expect(option.grid).toHaveLength(2);
    expect(option.xAxis.map(({ min, max }) => [min, max])).toEqual([
      [10, 10_000],
      [10, 10_000],
    ]);
  });
});
