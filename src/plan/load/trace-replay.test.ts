import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { syntheticText, wordsOf } from './synthetic-text.ts';
import { syntheticWords } from './synthetic-words.ts';
import { replayArrivals, replaySizes } from './trace-replay.ts';

describe('the calls of a trace', () => {
  it('keep their sizes when they are put in order of time', () => {
    expect(replaySizes([30, 10, 20], [7, 5, 9], [1, 2, 3])).toEqual([
      { caseIndex: 0, maxOutputTokens: 2 },
      { caseIndex: 2, maxOutputTokens: 3 },
      { caseIndex: 1, maxOutputTokens: 1 },
    ]);
  });

  it('share a prompt where they are of one length, and keep their order where they come at once', () => {
    expect(replaySizes([1, 1, 1], [8, 4, 8], undefined).map(({ caseIndex }) => caseIndex)).toEqual([1, 0, 1]);
    expect(
      replaySizes([1, 1, 1], undefined, [3, 1, 2]).map(({ maxOutputTokens }) => maxOutputTokens),
    ).toEqual([3, 1, 2]);
  });

  it('have no size of what is not recorded', () => {
    expect(replaySizes([1, 2], undefined, undefined)).toEqual([
      { caseIndex: null, maxOutputTokens: null },
      { caseIndex: null, maxOutputTokens: null },
    ]);
    expect(replaySizes([1, 2], [5], [6])).toEqual([
      { caseIndex: 0, maxOutputTokens: 6 },
      { caseIndex: null, maxOutputTokens: null },
    ]);
  });

  it('come at the same distances, times the speed, whenever they were recorded', () => {
    const times = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 1e6 }), (given, shift) => {
        const found = replayArrivals(given, 'ms', 1);
        expect(found[0]).toBe(0);
        expect(
          replayArrivals(
            given.map((time) => time + shift),
            'ms',
            1,
          ),
        ).toEqual(found);
        expect(replayArrivals(given, 's', 1)).toEqual(found.map((at) => at * 1000));
        expect(replayArrivals(given, 'ms', 2)).toEqual(found.map((at) => at / 2));
      }),
    );
  });
});

describe('made-up text', () => {
  it('has as many words as tokens are asked for, the same for the same seed', () => {
    for (const tokens of [0, 1, 500])
      expect(syntheticText(tokens, 'a', 1).split(' ').filter(Boolean)).toHaveLength(tokens);
    expect(syntheticText(50, 'a', 1)).toBe(syntheticText(50, 'a', 1));
    expect(syntheticText(50, 'a', 1)).not.toBe(syntheticText(50, 'a', 2));
  });

  it('is of different words of letters alone', () => {
    expect(new Set(syntheticWords).size).toBe(syntheticWords.length);
    expect(syntheticWords.every((word) => /^[a-z]+$/.test(word))).toBe(true);
    expect(new Set(wordsOf(5000, seededRandom('x'))).size).toBe(syntheticWords.length);
  });
});
