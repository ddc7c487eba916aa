import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PairEvidence } from './pair-evidence.ts';

function after(rows: number[][], margin = 0, population?: number): PairEvidence {
  const evidence = new PairEvidence(rows[0]?.length ?? 0, margin, population);
  for (const row of rows) evidence.add(row);
  return evidence;
}
const times = (n: number, row: number[]) => Array.from({ length: n }, () => row);

describe('evidence that one is better', () => {
  it('grows with every case that it wins, and only its way', () => {
    const found = [5, 10, 20].map((n) => after(times(n, [1, 0])).of(0, 1));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found[2]).toBeGreaterThan(1000);
    expect(after(times(20, [1, 0])).of(1, 0)).toBe(1);
  });

  it('is none between equals, about itself, and about nobody', () => {
    const equal = after(times(50, [0.5, 0.5]));
    expect([equal.of(0, 1), equal.of(0, 0), equal.of(0, 7)]).toEqual([1, 1, 1]);
  });

  it('needs a difference beyond the margin, and with a negative one none at all', () => {
    expect(after(times(60, [0.6, 0.5]), 0.2).of(0, 1)).toBe(1);
    expect(after(times(60, [0.5, 0.5]), -0.2).of(0, 1)).toBeGreaterThan(20);
  });

  it('learns nothing of a pair from a case without one of its qualities', () => {
    const rows = times(20, [1, 0, Number.NaN]);
    expect(after(rows).of(0, 2)).toBe(1);
    expect(after([...rows, [Number.NaN, 0, 1]]).of(0, 1)).toBe(after(rows).of(0, 1));
  });

  it('is certain once all of a suite was asked', () => {
    const found = after([...times(3, [1, 0]), ...times(2, [0, 1])], 0, 5);
    expect([found.of(0, 1), found.casesTo(1e9, 0, 1)]).toEqual([Number.POSITIVE_INFINITY, 0]);
    expect(found.of(1, 0)).toBeLessThan(20);
  });

  it('never falls', () => {
    const row = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1, Number.NaN));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const evidence = new PairEvidence(2, 0);
        let before = 1;
        for (const each of rows) {
          evidence.add(each);
          expect(evidence.of(0, 1)).toBeGreaterThanOrEqual(before);
          before = evidence.of(0, 1);
        }
      }),
    );
  });
});

describe('further cases', () => {
  it('are none where the evidence is there, even if it has shrunk since', () => {
    const found = after([...times(12, [1, 0]), ...times(30, [0, 1])]);
    expect(found.of(0, 1)).toBeGreaterThan(20);
    expect(found.casesTo(20, 0, 1)).toBe(0);
    expect(found.casesTo(1e12, 0, 1)).toBeNull();
  });

  it('are as many as the pace so far says', () => {
    const found = after(times(10, [1, 0]));
    const threshold = found.of(0, 1) ** 2;
    expect(found.casesTo(threshold, 0, 1)).toBe(10);
    expect(found.casesTo(threshold, 1, 0)).toBeNull();
    expect(found.casesTo(threshold, 0, 0)).toBeNull();
  });
});
