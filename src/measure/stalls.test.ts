import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stallsOf } from './stalls.ts';

/** Arrivals with these gaps between them. */
const arrivalsOf = (gaps: number[], from = 1000) => {
  const at = [from];
  for (const gap of gaps) at.push((at.at(-1) as number) + gap);
  return at;
};

describe('stalls', () => {
  it.each<[string, number[], number, number]>([
    ['none under half a second, however uneven', [1, 1, 1, 500], 500, 0],
    ['one that anybody sees', [20, 20, 20, 501], 501, 1],
    ['not what is slow all along', [600, 600, 600], 600, 0],
    ['not five times the median', [200, 200, 200, 1000], 1000, 0],
    ['more than five times the median', [200, 200, 200, 1001], 1001, 1],
    ['each of several', [10, 700, 10, 10, 900, 10], 900, 2],
    ['the one gap there is is its own median', [5000], 5000, 0],
    ['the median of two is between them', [100, 2000], 2000, 0],
    ['all at once', [0, 0, 0], 0, 0],
  ])('%s', (_name, gaps, longestMs, count) => {
    expect(stallsOf(arrivalsOf(gaps))).toEqual({ longestMs, count });
  });

  it('are not to be judged where there is no gap', () => {
    expect(stallsOf([])).toBeNull();
    expect(stallsOf([5])).toBeNull();
  });

  it('do not depend on when the answer began, nor on the order of the gaps', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 0, max: 1e9 }), (list, from) => {
        const found = stallsOf(arrivalsOf(list));
        expect(stallsOf(arrivalsOf(list, from))).toEqual(found);
        expect(stallsOf(arrivalsOf(list.toReversed()))).toEqual(found);
        expect(found?.longestMs).toBe(Math.max(...list));
        expect(found?.count).toBeLessThanOrEqual(list.length / 2);
      }),
    );
  });
});
