import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PhaseVerdict } from '../../contract/load.ts';
import { nextStep } from './sweep.ts';

type Options = Parameters<typeof nextStep>[0];

/** Carries a search out against a target that stands exactly `holds(rate, trial)`. */
function search(options: Options, holds: (rate: number, trial: number) => boolean): PhaseVerdict[] {
  const done: PhaseVerdict[] = [];
  for (let step = nextStep(options, done); step; step = nextStep(options, done)) {
    const met = holds(step.rate, done.length);
    done.push({ ...step, keptUp: met, met });
    expect(done.length).toBeLessThanOrEqual(options.steps ?? 24);
  }
  return done;
}

describe('the search for the highest rate', () => {
  it('ends with a confirmed rate below the limit and within the tolerance of it', () => {
    const limit = fc.double({ min: 1.01, max: 1900, noNaN: true });
    fc.assert(
      fc.property(
        limit,
        fc.constantFrom(0.05, 0.1, 0.5),
        fc.constantFrom(1.5, 2, 4),
        (limit, tolerance, factor) => {
          const options = { from: 1, to: 2000, tolerance, factor, steps: 60 };
          const last = search(options, (rate) => rate <= limit).at(-1);
          expect(last).toMatchObject({ purpose: 'confirm', met: true });
          expect(last?.rate).toBeLessThanOrEqual(limit);
          expect(last?.rate as number).toBeGreaterThanOrEqual(limit / (1 + tolerance) - 1e-9);
        },
      ),
    );
  });

  it('stops at `to` when nothing is too much', () => {
    const done = search({ from: 3, to: 20 }, () => true);
    expect(done.map(({ rate }) => rate)).toEqual([3, 6, 12, 20, 20]);
    expect(done.at(-1)?.purpose).toBe('confirm');
  });

  it('gives up when the lowest rate is too much', () => {
    expect(search({ from: 3, to: 20 }, () => false)).toHaveLength(1);
  });

  it('goes lower when the best does not hold twice', () => {
    let refused = 0;
    const done = search({ from: 1, to: 64, tolerance: 0.5 }, (rate, trial) => {
      if (trial > 3 && rate === 8 && refused++ === 0) return false;
      return rate <= 8;
    });
    const last = done.at(-1) as PhaseVerdict;
    expect(last).toMatchObject({ purpose: 'confirm', met: true });
    expect(last.rate).toBeLessThan(8);
  });

  it('always ends, whatever the answers', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (answers) => {
        search({ from: 1, to: 1000 }, (_, trial) => answers[trial] ?? false);
      }),
    );
  });
});
