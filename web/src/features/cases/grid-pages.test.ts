import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neededPages, pageSize } from './grid-pages.ts';

describe('neededPages', () => {
  it('has the first page before anything is known', () => {
    expect(neededPages({ first: 0, last: -1 }, 0)).toEqual([0]);
  });

  it('does not fetch what lies between the view and a far row', () => {
    expect(neededPages({ first: 0, last: 20 }, 9990)).toEqual([0, 199]);
  });

  it('covers every row in view and the active one, each page once', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(200), fc.nat(20_000), (first, length, active) => {
        const pages = neededPages({ first, last: first + length }, active);
        for (const row of [0, first, first + length, active, active + 1])
          expect(pages).toContain(Math.floor(row / pageSize));
        expect(new Set(pages).size).toBe(pages.length);
        expect(pages.length).toBeLessThanOrEqual(Math.ceil(length / pageSize) + 4);
      }),
    );
  });
});
