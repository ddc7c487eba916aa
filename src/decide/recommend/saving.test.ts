import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { madeUpTable } from '../../../test/made-up/result-table.ts';
import { blockSums } from './block-sums.ts';
import { meansOf } from './means.ts';
import type { Contender } from './resample.ts';
import { savingOf } from './saving.ts';

/** Contenders whose calls cost so many dollars on average, one case more than the other. */
function contenders(costs: number[], cases = 60): Contender[] {
  const random = seededRandom('saving');
  const sizes = Array.from({ length: cases }, () => 0.5 + random());
  const table = madeUpTable({ targets: costs.map((_, t) => `t${t}`), cases }, (t, c) => ({
    quality: 1,
    cost_nanousd: (costs[t] as number) * (sizes[c] as number) * (1 + 0.1 * random()) * 1e9,
  }));
  const { targets } = blockSums(table, { weightOf: () => 1, slowMs: Infinity, seed: 1 });
  return targets.map((sums): Contender => ({
    sums,
    means: meansOf(sums),
    scale: 1,
    p95: 1,
    halves: [],
    floorHalf: 0,
    checks: [],
  }));
}
function saving(costs: number[], { shrink = 1, calls = null as number | null, cases = 60 } = {}) {
  const all = contenders(costs, cases);
  const traffic = calls === null ? null : { calls, mix: null, input_tokens: null, output_tokens: null };
  return savingOf(all[0], all.at(-1), {
    candidates: all.slice(0, -1),
    shrink,
    traffic: traffic as never,
    seed: 1,
  });
}

describe('savingOf', () => {
  it('is the part of the cost of the baseline that is not spent, with an interval around it', () => {
    const found = saving([1, 4]);
    expect(found?.value).toBeCloseTo(0.75, 2);
    expect(found?.low).toBeLessThan(found?.value as number);
    expect(found?.high).toBeGreaterThan(found?.value as number);
    expect(found).toMatchObject({ level: 0.98, family: 1, per_month_usd: null });
  });

  it('is negative where the pick costs more', () => {
    expect(saving([2, 1])?.value).toBeCloseTo(-1, 1);
  });

  it('is exact where there are no other cases than these', () => {
    const found = saving([1, 4], { shrink: 0 });
    expect([found?.low, found?.high]).toEqual([found?.value, found?.value]);
  });

  it('is told with a wider interval, the more could have been chosen, and a narrower one with more cases', () => {
    const width = (found: ReturnType<typeof saving>) => (found?.high as number) - (found?.low as number);
    const alone = saving([1, 4]);
    const among = saving([1, 1.1, 1.2, 1.3, 4]);
    expect(among?.family).toBe(4);
    expect(width(among)).toBeGreaterThan(width(alone));
    expect(width(saving([1, 4], { cases: 400 }))).toBeLessThan(width(alone));
  });

  it('comes to so much a month', () => {
    const found = saving([1, 4], { calls: 1000 });
    const [, baseline] = contenders([1, 4]);
    expect(found?.per_month_usd?.value).toBeCloseTo(
      (found?.value as number) * (baseline?.means.cost as number) * 1000,
      6,
    );
  });

  it('of a pick that is free is all of it, for certain', () => {
    expect(saving([0, 4])).toMatchObject({ value: 1, low: 1, high: 1 });
  });

  it('is unknown against what is free, with one case, and without a pick', () => {
    expect(saving([1, 0])).toBeNull();
    expect(saving([0, 0])).toBeNull();
    expect(saving([1, 4], { cases: 1 })).toBeNull();
    const [one] = contenders([1]);
    const rest = { candidates: [], shrink: 1, traffic: null, seed: 1 };
    expect(savingOf(undefined, one, rest)).toBeNull();
    expect(savingOf(one, undefined, rest)).toBeNull();
  });
});
