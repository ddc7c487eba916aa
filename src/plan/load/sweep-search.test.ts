import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phaseVerdict } from '../../../test/made-up/phase-verdict.ts';
import { sweepDefaults } from '../../contract/sweep.ts';
import type { PhaseVerdict } from '../../contract/load.ts';
import { nextStep } from './sweep-search.ts';
import type { Step } from './sweep-phase.ts';
import type { SweepOptions } from './sweep-options.ts';

const optionsOf = (extra: Partial<SweepOptions>): SweepOptions => ({
  from: 1,
  to: 64,
  ...sweepDefaults,
  ...extra,
});

/** Carries a search out; `verdict` says what a phase comes to. */
function search(
  options: Partial<SweepOptions>,
  verdict: (step: Step, trial: number) => Partial<PhaseVerdict>,
): PhaseVerdict[] {
  const whole = optionsOf({ maxMinutes: 1000, soakSeconds: 0, ...options });
  const done: PhaseVerdict[] = [];
  for (let step = nextStep(whole, done); step; step = nextStep(whole, done)) {
    const { purpose, rate } = step;
    done.push(phaseVerdict({ purpose, rate, ...verdict(step, done.length) }));
    expect(done.length).toBeLessThanOrEqual(whole.steps);
  }
  return done;
}

const standsUpTo = (limit: number) => (step: Step) => ({
  state: step.rate <= limit ? ('sustained' as const) : ('saturated' as const),
});
const words = (done: PhaseVerdict[]) => done.map(({ purpose, rate }) => `${purpose} ${rate}`);

describe('the search for the sustainable load', () => {
  it('ends between a rate that is sustained and one that is not, within the tolerance, each seen twice', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1.01, max: 1900, noNaN: true }),
        fc.constantFrom(0.05, 0.1, 0.5),
        fc.constantFrom(1.5, 2, 4),
        (limit, tolerance, factor) => {
          const done = search({ to: 2000, tolerance, factor }, standsUpTo(limit));
          const rates = (state: string) =>
            done
              .filter((one) => one.state === state && one.purpose !== 'recover')
              .map(({ rate }) => rate as number);
          const low = Math.max(...rates('sustained'));
          const high = Math.min(...rates('saturated'));
          expect(low).toBeLessThanOrEqual(limit);
          expect(high / low).toBeLessThanOrEqual(1 + tolerance + 1e-9);
          expect(rates('sustained').filter((rate) => rate === low).length).toBeGreaterThanOrEqual(2);
          expect(rates('saturated').filter((rate) => rate === high).length).toBeGreaterThanOrEqual(2);
        },
      ),
    );
  });

  it('stops at `to` when nothing is too much', () => {
    expect(words(search({ from: 3, to: 20 }, () => ({ state: 'sustained' })))).toEqual([
      'baseline 3',
      'ascend 6',
      'ascend 12',
      'ascend 20',
      'confirm 20',
    ]);
  });

  it('goes below the first rate when that is too much', () => {
    const done = search({ from: 16 }, standsUpTo(5));
    expect(words(done)[1]).toBe('baseline 4');
    expect(
      Math.max(...done.filter(({ state }) => state === 'sustained').map(({ rate }) => rate as number)),
    ).toBeGreaterThan(4.5);
    expect(search({ from: 16 }, standsUpTo(0)).length).toBeLessThan(8);
  });

  it('looks below a first rate at which many calls fail, whether that comes from load', () => {
    const done = search({ from: 8 }, () => ({ failureShare: 0.13, state: 'sustained' }));
    expect(words(done).slice(0, 3)).toEqual(['baseline 8', 'baseline 2', 'confirm 8']);
  });

  it('waits for the target to recover after saturation, and gives up when it never does', () => {
    const steps = words(search({ from: 4, to: 8 }, standsUpTo(5)));
    expect(steps[steps.indexOf('ascend 8') + 1]).toBe('recover 4');
    const done = search({ from: 4 }, (step) =>
      step.purpose === 'recover' ? { recovered: false } : standsUpTo(5)(step),
    );
    expect(done.at(-1)).toMatchObject({ purpose: 'recover', recovered: false });
    expect(done.length).toBeLessThan(20);
  });

  it('looks a few times at a rate it cannot decide, and then leaves it', () => {
    const done = search({ from: 1, to: 8 }, () => ({ state: 'undecided', calls: 10 }));
    const looks = done.filter(({ rate }) => rate === 8).length;
    expect(looks).toBe(4);
    expect(done.length).toBeLessThan(30);
  });

  it('lets the lower end hold for as long as a quota lasts, and goes below it when it does not', () => {
    const done = search({ from: 4, soakSeconds: 60, tolerance: 0.5 }, (step) => ({
      seconds: step.seconds ?? 10,
      ...standsUpTo(step.seconds === undefined ? 20 : 10)(step),
    }));
    const soaked = done.filter(({ seconds }) => seconds === 60);
    expect(soaked.at(-1)).toMatchObject({ state: 'sustained' });
    expect(soaked.at(-1)?.rate).toBeLessThanOrEqual(10);
    expect(soaked.some(({ state }) => state === 'saturated')).toBe(true);
  });

  it('ends where no call is answered', () => {
    expect(search({}, () => ({ responseP95Ms: null, failureShare: 1, calls: 0 })).length).toBeLessThanOrEqual(
      4,
    );
  });

  it('begins no phase beyond its time or its steps', () => {
    expect(search({ maxMinutes: 1 }, () => ({ state: 'sustained', seconds: 25 }))).toHaveLength(3);
    expect(search({ steps: 4 }, () => ({ state: 'sustained' }))).toHaveLength(4);
  });

  it('always ends, whatever the answers', () => {
    const verdict = fc.record({
      state: fc.constantFrom(
        'sustained' as const,
        'saturated' as const,
        'undecided' as const,
        'client' as const,
      ),
      suspect: fc.boolean(),
      recovered: fc.boolean(),
      failureShare: fc.constantFrom(0, 0.2, 1, null),
      calls: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(verdict, { minLength: 1, maxLength: 40 }), (answers) => {
        search({ to: 1000 }, (_, trial) => answers[trial % answers.length] ?? {});
      }),
    );
  });
});
