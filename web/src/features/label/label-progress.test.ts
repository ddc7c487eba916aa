import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { begin, countSaid, goBack, goOn } from './label-progress.ts';

describe('progress of labelling', () => {
  it('begins at the first of which nothing was said, and passes those of which something was', () => {
    const start = begin([1, null, 0, null]);
    expect(start).toMatchObject({ at: 1, trail: [] });
    const next = goOn(start, 0.5);
    expect(next).toEqual({ said: [1, 0.5, 0, null], at: 3, trail: [1] });
    expect(goOn(next, 1)).toMatchObject({ at: 4, trail: [1, 3] });
  });

  it('leaves what was skipped unsaid, and comes back to it', () => {
    const skipped = goOn(goOn(begin([null, null]), null), 1);
    expect(skipped).toMatchObject({ at: 2 });
    expect(countSaid(skipped)).toBe(1);
    expect(begin(skipped.said, skipped.trail)).toMatchObject({ at: 0, trail: [0, 1] });
  });

  it('is undone step by step to where it began', () => {
    const said = fc.array(fc.constantFrom(null, 0, 1), { maxLength: 12 });
    fc.assert(
      fc.property(said, fc.array(fc.constantFrom(null, 0, 0.5, 1), { maxLength: 12 }), (before, values) => {
        const start = begin(before);
        let progress = start;
        for (const value of values) if (progress.at < before.length) progress = goOn(progress, value);
        for (let left = progress.trail.length; left > 0; left--) progress = goBack(progress);
        expect(progress).toEqual(start);
        expect(goBack(start)).toBe(start);
      }),
    );
  });
});
