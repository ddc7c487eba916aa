import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RaceKind, RaceSettings } from '../../contract/race.ts';
import { goalOf, type Standing } from './goals.ts';

interface Setting extends Partial<RaceSettings> {
  kind: RaceKind;
  costs?: number[];
  baseline?: number;
  population?: number;
  standings?: Standing[];
}
const open: Standing = { state: 'open', reason: null };
const labelsOf = (n: number) => Array.from({ length: n }, (_, i) => `t${i}`);

/** The goal after cases of these qualities, judged once at their end. */
function judged(rows: number[][], { costs, baseline = -1, population, standings, ...given }: Setting) {
  const targets = rows[0]?.length ?? standings?.length ?? 0;
  const settings: RaceSettings = {
    k: 1,
    delta: 0,
    alpha: 0.05,
    scope: 'work',
    baseline_id: null,
    ...given,
  } as RaceSettings;
  const goal = goalOf({ targets, population, settings, baseline });
  for (const row of rows) goal.add(row);
  const before = standings ?? labelsOf(targets).map(() => open);
  const next = goal.judge({
    labels: labelsOf(targets),
    standings: before,
    costs: costs ?? labelsOf(targets).map(() => 1),
  });
  return { goal, next, states: next.map(({ state }) => state) };
}
const times = (n: number, row: number[]) => Array.from({ length: n }, () => row);

describe('the best', () => {
  it('is chosen once all others are certainly worse', () => {
    expect(judged(times(40, [1, 0, 0]), { kind: 'best' }).next).toEqual([
      { state: 'chosen', reason: 'the best' },
      { state: 'out', reason: 't0 certainly better' },
      { state: 'out', reason: 't0 certainly better' },
    ]);
  });

  it('is open while two are equal, though a third is out', () => {
    expect(judged(times(40, [1, 1, 0]), { kind: 'best' }).states).toEqual(['open', 'open', 'out']);
    expect(judged(times(3, [1, 0, 0]), { kind: 'best' }).states).toEqual(['open', 'open', 'open']);
  });

  it('is not chosen over one that was withdrawn before it was worse', () => {
    const standings: Standing[] = [open, { state: 'withdrawn', reason: 'made no more calls' }];
    const { states, goal, next } = judged(times(40, [1, Number.NaN]), { kind: 'best', standings });
    expect(states).toEqual(['open', 'withdrawn']);
    expect(goal.canDecide(next)).toBe(false);
  });

  it('needs more evidence the more targets there are', () => {
    const casesTo = (others: number) => {
      for (let n = 1; n < 200; n++)
        if (judged(times(n, [1, ...times(others, [0]).flat()]), { kind: 'best' }).states[0] === 'chosen')
          return n;
      return Infinity;
    };
    expect(casesTo(1)).toBeLessThan(casesTo(9));
  });
});

describe('the top k', () => {
  it('are chosen without being told apart', () => {
    const { next } = judged(times(60, [1, 1, 0, 0]), { kind: 'top', k: 2 });
    expect(next.map(({ state }) => state)).toEqual(['chosen', 'chosen', 'out', 'out']);
    expect(next[0]?.reason).toBe('among the best 2');
  });

  it('leave the rest to compete for the places that are left', () => {
    expect(judged(times(60, [1, 0.5, 0.5, 0]), { kind: 'top', k: 2 }).states).toEqual([
      'chosen',
      'open',
      'open',
      'out',
    ]);
  });

  it('are never more than k, and never none when all is decided', () => {
    const row = fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        (kinds, k) => {
          const { states } = judged(
            kinds.flatMap((each) => times(20, each)),
            { kind: 'top', k },
          );
          const chosen = states.filter((state) => state === 'chosen').length;
          expect(chosen).toBeLessThanOrEqual(k);
          if (!states.includes('open')) expect(chosen).toBe(k);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('within a margin of the baseline', () => {
  const reference: Standing = { state: 'reference', reason: 'the baseline' };
  const setting: Setting = { kind: 'within', delta: 0.1, baseline: 0, standings: [reference, open, open] };

  it('is who is certainly not worse by more; out is who certainly is', () => {
    const { next } = judged(times(300, [0.8, 0.8, 0.4]), setting);
    expect(next).toEqual([
      reference,
      { state: 'chosen', reason: 'within the margin of the baseline' },
      { state: 'out', reason: 'worse than the baseline by more than the margin' },
    ]);
  });

  it('cannot be told at the margin itself', () => {
    expect(judged(times(300, [0.8, 0.7, 0.7]), setting).states).toEqual(['reference', 'open', 'open']);
  });

  it('cannot be decided without the baseline', () => {
    const { goal } = judged([[1, 1, 1]], setting);
    expect(goal.canDecide([reference, open, open])).toBe(true);
    expect(goal.canDecide([{ state: 'out', reason: 'disabled' }, open, open])).toBe(false);
  });
});

describe('the cheapest within a margin of all', () => {
  const equal = times(400, [0.8, 0.8, 0.8]);

  it('is chosen when all are as good', () => {
    const { next } = judged(equal, { kind: 'cheapest', delta: 0.1, costs: [3, 1, 2] });
    expect(next.map(({ state }) => state)).toEqual(['out', 'chosen', 'out']);
    expect(next[0]?.reason).toBe('t1 is as good and cheaper');
  });

  it('is open while a cost is unknown, which may be lower', () => {
    expect(judged(equal, { kind: 'cheapest', delta: 0.1, costs: [3, 1, Number.NaN] }).states).toEqual([
      'open',
      'open',
      'open',
    ]);
  });

  it('is not the cheapest of all where that one is worse', () => {
    expect(
      judged(times(400, [0.9, 0.9, 0.2]), { kind: 'cheapest', delta: 0.1, costs: [3, 2, 1] }).states,
    ).toEqual(['out', 'chosen', 'out']);
  });
});

describe('further cases', () => {
  it.each<[RaceKind, number[]]>([
    ['best', [1, 0.7]],
    ['top', [1, 0.7]],
    ['cheapest', [1, 0.2]],
  ])('of %s are fewer the further it is, and unknown between equals', (kind, row) => {
    const at = (n: number) => judged(times(n, row), { kind }).goal.moreCases([0, 1]);
    const [early, late] = [at(4), at(8)];
    expect(early).toBeGreaterThan(late as number);
    expect(judged(times(8, [0.5, 0.5]), { kind }).goal.moreCases([0, 1])).toBeNull();
  });
});
