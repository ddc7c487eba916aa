import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frontier, type FrontierPoint } from './frontier.ts';

const coordinate = fc.option(fc.integer({ min: 0, max: 8 }));
const points = fc
  .array(fc.record({ price: coordinate, quality: coordinate }), { maxLength: 14 })
  .map((list): FrontierPoint[] => list.map((point, i) => ({ id: `p${i}`, ...point })));

/** By definition, in quadratic time. */
function unbeaten(all: FrontierPoint[]): string[] {
  const known = all.filter((p) => p.price !== null && p.quality !== null) as {
    id: string;
    price: number;
    quality: number;
  }[];
  const beats = (a: (typeof known)[number], b: (typeof known)[number]) =>
    a.price <= b.price && a.quality >= b.quality && (a.price < b.price || a.quality > b.quality);
  return known.filter((p) => !known.some((other) => beats(other, p))).map((p) => p.id);
}

describe('frontier', () => {
  it('is exactly the points no other beats', () => {
    fc.assert(
      fc.property(points, (all) => {
        expect(frontier(all).sort()).toEqual(unbeaten(all).sort());
      }),
    );
  });
  it('does not depend on the order', () => {
    fc.assert(
      fc.property(points, (all) => {
        expect(frontier([...all].reverse()).sort()).toEqual(frontier(all).sort());
      }),
    );
  });
  it('keeps equals and leaves unknowns out', () => {
    const all = [
      { id: 'dear', price: 3, quality: 0.9 },
      { id: 'twin', price: 1, quality: 0.5 },
      { id: 'twin 2', price: 1, quality: 0.5 },
      { id: 'beaten', price: 2, quality: 0.5 },
      { id: 'free?', price: null, quality: 1 },
      { id: 'unscored', price: 0, quality: null },
    ];
    expect(frontier(all)).toEqual(['twin', 'twin 2', 'dear']);
    expect(frontier([])).toEqual([]);
  });
});
