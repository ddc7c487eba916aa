import { describe, expect, it } from 'vitest';
import { caseOf, specOf } from '../../../test/made-up/scored-answer.ts';
import { madeUpRun } from '../../../test/made-up/made-up-run.ts';
import type { Rescoring } from '../../contract/run.ts';
import { parseScorers, scorerEntryOf } from './parse-scorers.ts';
import { earlierScorers, rescoringOf, withFurther } from './rescoring.ts';

const run = madeUpRun({ runId: 'r', targets: 1, cases: 1 });
const line = (more: Partial<Rescoring>): Rescoring => ({
  at_ms: 1,
  scorers: [],
  suite_path: null,
  scored: 1,
  changed: 0,
  ...more,
});

describe('earlierScorers', () => {
  it.each<[string, Rescoring[], string[]]>([
    ['nothing was scored again', [], []],
    ['all that was ever added', [line({ added: ['a'] }), line({ added: ['b', 'a'] })], ['a', 'b']],
    // lines of before `added` was kept
    ['an old line without a suite: all of its scorers', [line({ scorers: ['a', 'b'] })], ['a', 'b']],
    ['an old line of a suite: none', [line({ scorers: ['a'], suite_path: 's.yaml' })], []],
  ])('%s', (_, rescored, added) => {
    expect([...earlierScorers({ ...run, rescored }).added]).toEqual(added);
  });

  it('counts each by the weight it was given last', () => {
    const weights = (weight: number) => line({ weights: [{ name: 'a', weight }] });
    const { weights: found } = earlierScorers({ ...run, rescored: [weights(2), weights(5)] });
    expect([...found]).toEqual([['a', 5]]);
  });
});

describe('withFurther', () => {
  const own = [specOf('exact'), specOf('contains')];
  const further = [specOf('length'), { ...specOf('exact'), weight: 3 }];
  const cases = [caseOf('x', own), caseOf('y', own), caseOf('z', [])];

  it('adds them to every case, in place of scorers of the same name', () => {
    const longer = withFurther(cases, further);
    expect(longer.map(({ scorers }) => scorers.map(({ name, weight }) => [name, weight]))).toEqual([
      [
        ['contains', 1],
        ['length', 1],
        ['exact', 3],
      ],
      [
        ['contains', 1],
        ['length', 1],
        ['exact', 3],
      ],
      [
        ['length', 1],
        ['exact', 3],
      ],
    ]);
    expect(cases[0]?.scorers).toBe(own);
  });

  it('leaves one list to cases that had one, as it is prepared once', () => {
    const [first, second, third] = withFurther(cases, further);
    expect(second?.scorers).toBe(first?.scorers);
    expect(third?.scorers).not.toBe(first?.scorers);
    expect(withFurther(cases, [])).toBe(cases);
  });
});

it('writes down which scorers the answers have scores of now, and what each counts', () => {
  const given = {
    cases: [caseOf('x', [specOf('exact'), { ...specOf('length'), weight: 2 }])],
    further: [{ ...specOf('length'), weight: 2 }],
    before: { added: new Set(['older', 'exact']), weights: new Map() },
    suitePath: null,
    atMs: 7,
  };
  expect(rescoringOf({ scored: 4, changed: 1 } as never, given)).toEqual({
    at_ms: 7,
    scorers: ['exact', 'length', 'older'],
    added: ['length'],
    weights: [{ name: 'length', weight: 2 }],
    suite_path: null,
    scored: 4,
    changed: 1,
  });
  const plain = { ...given, cases: [], further: [] };
  expect(rescoringOf({ scored: 0, changed: 0 } as never, plain)).not.toHaveProperty('weights');
});

describe('scorers as an input', () => {
  it.each([
    ['exact', 'exact'],
    [
      { type: 'length', max: 5 },
      { type: 'length', max: 5 },
    ],
    [' {"type": "length", "max": 5}', { type: 'length', max: 5 }],
  ])('are read from %j', (given, entry) => {
    expect(scorerEntryOf(given)).toEqual(entry);
  });

  it('are completed as in a suite', () => {
    expect(parseScorers(['exact', '{"type":"length","max":5,"weight":2,"name":"short"}'])).toMatchObject([
      { type: 'exact', name: 'exact', weight: 1 },
      { type: 'length', name: 'short', weight: 2, options: { max: 5 } },
    ]);
    expect(parseScorers([])).toEqual([]);
  });

  it.each([
    ['{"type": "length"', 'is no JSON'],
    ['nonsense', 'nonsense'],
    ['{"type":"length","max":"five"}', 'max'],
  ])('that cannot be are refused: %s', (given, message) => {
    expect(() => parseScorers([given])).toThrow(message);
  });
});
