import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageSize, pagesInView } from './grid-pages.ts';

describe('pagesInView', () => {
  it('always has the first page, even before anything is known', () => {
    expect(pagesInView(0, -1)).toEqual([0]);
  });

  it('covers every row in view and no page besides', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(200), (first, length) => {
        const pages = pagesInView(first, first + length);
        for (let row = first; row <= first + length; row++)
          expect(pages).toContain(Math.floor(row / pageSize));
        expect(pages).toHaveLength(
          Math.floor((first + length) / pageSize) - Math.floor(first / pageSize) + 1,
        );
      }),
    );
  });
});
