import { describe, expect, it } from 'vitest';
import { madeUpAttempt } from '../../test/made-up/made-up-attempt.ts';
import type { ScoredAnswer, ScorerServices } from '../contract/score.ts';
import { collectScores, rebuildSamples } from './rebuild-samples.ts';
import type { SampleBuilder, SampleRows } from './sample-builder.ts';
import { withLaterScores } from './with-scores.ts';

const score = (value: number | null) => ({ name: 's', value, passed: null, label: null, explanation: null });
const scored = (about: Partial<ScoredAnswer> = {}): ScoredAnswer => ({
  sample_id: 'a',
  started_at_ms: 1,
  quality: 0.5,
  correct: false,
  expected: 'other',
  scores: [score(0.5), { ...score(null), name: 'unknown' }],
  ...about,
});
const rows = (by: string): SampleRows =>
  ({
    sample: { sample_id: 'a', started_at_ms: 1, quality: 1, correct: true, scores: {}, provider: by },
    payload: { expected: 'x', scores: [] },
  }) as unknown as SampleRows;
const retried = { retried: { sample_id: 'a' } } as unknown as SampleRows;

async function* each<T>(all: T[]) {
  yield* all;
}

describe('withLaterScores', () => {
  it('puts what was said later in the place of what was there; unknown values are no scores', () => {
    expect(withLaterScores(rows('p'), () => scored())).toEqual({
      sample: expect.objectContaining({ quality: 0.5, correct: false, scores: { s: 0.5 }, provider: 'p' }),
      payload: { expected: 'other', scores: scored().scores },
    });
  });

  it('leaves what nothing was said of, and retried attempts', () => {
    const settled = rows('p');
    expect(withLaterScores(settled, () => null)).toBe(settled);
    expect(withLaterScores(retried, () => scored())).toBe(retried);
  });
});

describe('collectScores', () => {
  it('has of each answer what was said last', async () => {
    const later = await collectScores(each([scored(), scored({ quality: 0.1 }), scored({ sample_id: 'b' })]));
    expect(later({ sample_id: 'a', started_at_ms: 1 })?.quality).toBe(0.1);
    expect(later({ sample_id: 'b', started_at_ms: 1 })?.quality).toBe(0.5);
  });

  it('does not put on an answer what was said of an earlier one of the same sample', async () => {
    const later = await collectScores(each([scored()]));
    expect(later({ sample_id: 'a', started_at_ms: 2 })).toBeNull();
  });
});

describe('rebuildSamples', () => {
  const judge = async () => ({}) as never;
  /** Says in the sample whether a judge was at hand. */
  const builders = (atOnce: number, made: (isJudged: boolean) => SampleRows) => (services?: ScorerServices) =>
    ({ atOnce, buildSample: async () => made(services?.judge !== undefined) }) as unknown as SampleBuilder;
  const by = (isJudged: boolean) => rows(isJudged ? 'judged' : 'unjudged');

  it.each([
    ['what is kept of a judge stands', 32, scored(), 'unjudged', 0.5],
    ['a judge is asked where it has not spoken', 32, null, 'judged', 1],
    ['no judge is asked where there is none', 1, null, 'unjudged', 1],
    ['scores that were given later stand without a judge, too', 1, scored(), 'unjudged', 0.5],
  ])('%s', async (_, atOnce, kept, provider, quality) => {
    const rebuild = rebuildSamples(builders(atOnce, by), { judge }, () => kept);
    expect(await rebuild(madeUpAttempt())).toMatchObject({ sample: { provider, quality } });
  });

  it('prepares scorers for the first attempt, once', async () => {
    let made = 0;
    const builderOf = () =>
      (made++, { atOnce: 1, buildSample: async () => rows('') }) as unknown as SampleBuilder;
    const rebuild = rebuildSamples(builderOf, {}, () => null);
    expect(made).toBe(0);
    await rebuild(madeUpAttempt());
    await rebuild(madeUpAttempt());
    expect(made).toBe(2);
  });
});
