import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Score } from '../contract/score.ts';
import type { SampleRows } from '../samples/sample-builder.ts';
import { paidFor, RunTotals } from './run-totals.ts';

interface About {
  isWarmup: boolean;
  isCached: boolean;
  cost: number | null;
  /** What its judges took; `null`: no judge was asked. */
  judged: { calls: number; cost_nanousd: number | null } | null;
  value: number | null;
}

const rowsOf = ({ isWarmup, isCached, cost, judged, value }: About): SampleRows => {
  const score: Score = { name: 's', value, passed: null, label: null, explanation: null };
  return {
    sample: {
      is_warmup: isWarmup,
      usage_source: isCached ? 'cached' : 'provider',
      cost_nanousd: cost,
    },
    payload: { scores: [{ ...score, ...(judged && { metadata: { judged } }) }] },
  } as unknown as SampleRows;
};

const maybeCost = fc.option(fc.nat(1e6));
const about = fc.record<About>({
  isWarmup: fc.boolean(),
  isCached: fc.boolean(),
  cost: maybeCost,
  judged: fc.option(fc.record({ calls: fc.integer({ min: 1, max: 9 }), cost_nanousd: maybeCost })),
  value: fc.option(fc.constantFrom(0, 1)),
});

const totalsOf = (all: readonly About[]) => {
  const totals = new RunTotals();
  for (const one of all) totals.add(rowsOf(one));
  return totals;
};
/** `null` as soon as one is unknown. */
const sum = (costs: (number | null)[]) =>
  costs.includes(null) ? null : costs.reduce<number>((total, cost) => total + (cost ?? 0), 0) / 1e9;

it('adds up whatever comes, in any order; one unknown cost makes the sum unknown', () => {
  fc.assert(
    fc.property(fc.array(about), (all) => {
      const totals = totalsOf(all);
      expect(totals.measured).toBe(all.filter(({ isWarmup }) => !isWarmup).length);
      const cached = all.filter(({ isCached }) => isCached);
      expect(totals.cached()).toEqual(
        cached.length === 0
          ? {}
          : { cached: { answers: cached.length, saved_usd: sum(cached.map(({ cost }) => cost)) } },
      );
      const judged = all.filter((one) => one.judged !== null);
      const unscorable = judged.filter(({ value }) => value === null).length;
      expect(totals.judged()).toEqual(
        judged.length === 0
          ? {}
          : {
              judged: {
                calls: judged.reduce((calls, one) => calls + (one.judged?.calls ?? 0), 0),
                usd: sum(judged.map((one) => one.judged?.cost_nanousd ?? null)),
                ...(unscorable > 0 && { unscorable }),
              },
            },
      );
      const turned = totalsOf(all.toReversed());
      expect([turned.cached(), turned.judged()]).toEqual([totals.cached(), totals.judged()]);
    }),
  );
});

it('counts no retried attempt', () => {
  const totals = new RunTotals();
  totals.add({ retried: { cost_nanousd: 5 } } as unknown as SampleRows);
  expect([totals.measured, totals.cached(), totals.judged()]).toEqual([0, {}, {}]);
});

it('has paid nothing for an answer from the cache, and what it cost for any other', () => {
  fc.assert(
    fc.property(about, (one) => {
      expect(paidFor(rowsOf(one))).toBe(one.isCached ? 0 : one.cost);
    }),
  );
  for (const cost of [0, 7, null])
    expect(paidFor({ retried: { cost_nanousd: cost } } as unknown as SampleRows)).toBe(cost);
});
