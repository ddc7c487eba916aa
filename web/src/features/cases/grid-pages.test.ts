import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neededPages, pageSize } from './grid-pages.ts';

describe('neededPages', () => {
  it('has the first page alone before anything is known', () => {
    expect(neededPages({ first: 0, last: -1 }, 0, undefined)).toEqual([0]);
    expect(neededPages({ first: 400, last: 440 }, 420, undefined)).toEqual([0]);
    expect(neededPages({ first: 0, last: 0 }, 0, 0)).toEqual([0]);
  });

  it('does not fetch what lies between the view and a far row', () => {
    expect(neededPages({ first: 0, last: 20 }, 9990, 20_000)).toEqual([0, 199]);
  });

  it.each([
    [pageSize, [0]],
    [pageSize + 1, [0, 1]],
    [2 * pageSize, [0, 1]],
  ])('asks for no page behind the last of %i rows', (total, pages) =>
    expect(neededPages({ first: 0, last: total - 1 }, total - 1, total)).toEqual(pages),
  );

  it('covers every row in view and the active one, each page once, and none that is empty', () => {
    const row = fc.nat(20_000);
    fc.assert(
      fc.property(
        row,
        fc.nat(200),
        row,
        fc.integer({ min: 1, max: 20_000 }),
        (first, length, active, total) => {
          const pages = neededPages({ first, last: first + length }, active, total);
          for (const needed of [0, first, first + length, active, active + 1])
            if (needed < total) expect(pages).toContain(Math.floor(needed / pageSize));
          for (const page of pages) expect(page * pageSize).toBeLessThan(total);
          expect(new Set(pages).size).toBe(pages.length);
          expect(pages.length).toBeLessThanOrEqual(Math.ceil(length / pageSize) + 4);
        },
      ),
    );
  });
});
