import { describe, expect, it } from 'vitest';
import { phaseVerdict } from '../../../test/made-up/phase-verdict.ts';
import type { PhaseVerdict, RateState } from '../../contract/load.ts';
import type { RateJudgement } from './client-limit.ts';
import { sustainableLoad } from './sustainable-load.ts';
import type { SweepJudge } from './sweep-judge.ts';

type Found = [rate: number, state: RateState, more?: Partial<RateJudgement>];
const criterion = (rate: number) => ({
  kind: 'failures' as const,
  rate,
  what: 'timeout',
  value: 0.5,
  limit: 0.1,
});

function loadOf(
  found: Found[],
  { done = [phaseVerdict({})], options = {}, unended = null as 'running' | 'stopped' | null } = {},
) {
  const judgements = new Map(
    found.map(([rate, state, more]): [number, RateJudgement] => [
      rate,
      {
        state,
        suspect: false,
        beyond: state === 'saturated',
        criterion: state === 'sustained' ? null : criterion(rate),
        ...more,
      },
    ]),
  );
  const judge = {
    judgements,
    lowest: Math.min(...judgements.keys()),
    baselineFailures: () => ({ share: 0.01, calls: 90 }),
  } as unknown as SweepJudge;
  const load = { shape: 'sweep', phases: [], options: { from: 1, to: 64, ...options } };
  return sustainableLoad(judge, done as PhaseVerdict[], load, unended);
}

describe('the interval', () => {
  it.each<[string, Found[], number | null, number | null]>([
    [
      'between the highest sustained and the lowest saturated',
      [
        [1, 'sustained'],
        [2, 'sustained'],
        [8, 'saturated'],
        [4, 'undecided'],
      ],
      2,
      8,
    ],
    [
      'takes no rate above one that was not sustained',
      [
        [1, 'sustained'],
        [4, 'saturated'],
        [8, 'sustained'],
      ],
      1,
      4,
    ],
    [
      'has no upper end where all held',
      [
        [1, 'sustained'],
        [2, 'sustained'],
      ],
      2,
      null,
    ],
    ['has no lower end where none held', [[1, 'saturated']], null, 1],
    ['is nothing where nothing is known', [], null, null],
  ])('%s', (_, found, low, high) => {
    expect(loadOf(found)).toMatchObject({ low, high, baseline_failure_share: 0.01, baseline_calls: 90 });
  });

  it('has an estimate between the rates that the figures speak for and against', () => {
    expect(
      loadOf([
        [1, 'sustained'],
        [2, 'undecided'],
        [4, 'undecided', { beyond: true }],
        [8, 'saturated'],
      ]).estimate,
    ).toBeCloseTo(Math.sqrt(8), 12);
    expect(
      loadOf([
        [4, 'sustained', { beyond: true }],
        [9, 'saturated'],
      ]).estimate,
    ).toBeCloseTo(6, 12);
    expect(loadOf([[4, 'sustained']]).estimate).toBeNull();
  });

  it('names what was exceeded at its upper end, or what the lowest open rate leans towards', () => {
    expect(
      loadOf([
        [1, 'sustained'],
        [4, 'saturated'],
      ]).criterion,
    ).toMatchObject({ rate: 4 });
    expect(
      loadOf([
        [8, 'undecided'],
        [2, 'undecided'],
        [1, 'sustained'],
      ]).criterion,
    ).toMatchObject({ rate: 2 });
    expect(loadOf([[1, 'sustained']]).criterion).toBeNull();
  });
});

describe('why the sweep ended', () => {
  const open: Found[] = [
    [1, 'sustained'],
    [4, 'saturated'],
  ];
  it.each<[string, Found[], Parameters<typeof loadOf>[1], string]>([
    [
      'tolerance',
      [
        [10, 'sustained'],
        [11, 'saturated'],
      ],
      { options: { tolerance: 0.1 } },
      'tolerance',
    ],
    ['a wider tolerance', open, { options: { tolerance: 1 } }, 'evidence'],
    ['the highest rate held', [[64, 'sustained']], {}, 'top'],
    [
      'the server has not recovered',
      open,
      { done: [phaseVerdict({}), phaseVerdict({ purpose: 'recover', recovered: false })] },
      'not-recovered',
    ],
    ['nobody answered', open, { done: [phaseVerdict({ responseP95Ms: null })] }, 'no-answers'],
    ['its time', open, { options: { maxMinutes: 1 }, done: [phaseVerdict({ seconds: 60 })] }, 'budget'],
    ['its phases', open, { options: { steps: 2 }, done: [phaseVerdict({}), phaseVerdict({})] }, 'budget'],
    [
      'this machine',
      [
        [1, 'sustained'],
        [4, 'client'],
      ],
      {},
      'client',
    ],
    ['the lowest rate did not hold', [[1, 'saturated']], {}, 'start'],
    ['no evidence', open, {}, 'evidence'],
    ['it is still running', open, { unended: 'running' }, 'running'],
    ['it was stopped', [[64, 'sustained']], { unended: 'stopped' }, 'stopped'],
  ])('%s', (_, found, more, end) => {
    expect(loadOf(found, more).end).toBe(end);
  });
});
