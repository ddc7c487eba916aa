import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUpAttempt } from '../../test/made-up/made-up-attempt.ts';
import { caseOf, specOf } from '../../test/made-up/scored-answer.ts';
import type { Attempt } from '../contract/attempt.ts';
import { outcomes } from '../contract/outcome.ts';
import type { ScorerServices } from '../contract/score.ts';
import type { Case, ScorerSpec, Suite, Target } from '../contract/suite.ts';
import { createPriceBook } from '../measure/price-book.ts';
import { createSampleBuilder } from './sample-builder.ts';
import { sampleIdOf } from './sample-of.ts';

const target: Target = {
  id: 't',
  label: 'mine',
  provider: 'compatible',
  model: 'm',
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 1000, retries: 2 },
};
const suiteWith = (scorers: ScorerSpec[], more: Partial<Case> = {}): Suite => ({
  name: 's',
  hash: 'h',
  prompts: [{ id: 'p', messages: [{ role: 'user', content: 'Say {{input}}.' }] }],
  cases: [
    { ...caseOf('yes', scorers), id: 'c', variables: { input: 'yes' }, ...more },
    { ...caseOf('no', scorers), id: 'd', index: 1, variables: { input: 'no' } },
  ],
  targets: [target],
  repeats: 2,
  warmup: 1,
  slo: {},
  seed: 1,
});
const suite = suiteWith([specOf('exact')]);
// 10 tokens in and 5 out: 10,000 + 10,000 nano-dollars
const prices = createPriceBook({ at: 0, overrides: { 'compatible/m': { input: 1, output: 2 } } });
const builderOf = (of = suite, services?: ScorerServices) => createSampleBuilder(of, prices, services);

async function sampleOf(about: Partial<Attempt>, of = suite, services?: ScorerServices) {
  const rows = await builderOf(of, services).buildSample(madeUpAttempt(about));
  if (!('sample' in rows)) throw new Error('a retried attempt');
  return rows;
}

const failure = {
  class: 'http_5xx' as const,
  message: 'it is down',
  httpStatus: 500,
  retryAfterMs: null,
  body: '{"error":"down"}',
};
const failed = { outcome: 'error', answer: null, tokens: null, failure, httpStatus: 500 } as Partial<Attempt>;

describe('sampleIdOf', () => {
  it('is the same for the same call, whichever attempt, and another for any other call', () => {
    const call = fc.record({
      runId: fc.constantFrom('r', 's'),
      targetId: fc.constantFrom('t', 'u'),
      caseId: fc.constantFrom('c', 'd'),
      repeat: fc.nat(2),
      isWarmup: fc.boolean(),
    });
    fc.assert(
      fc.property(call, call, (a, b) => {
        const isSame = JSON.stringify(a) === JSON.stringify(b);
        expect(sampleIdOf(a) === sampleIdOf(b)).toBe(isSame);
        expect(sampleIdOf(madeUpAttempt({ ...a, attempt: 1 }))).toBe(sampleIdOf(madeUpAttempt(a)));
      }),
    );
  });
});

describe('an answer', () => {
  it('is measured, priced and scored', async () => {
    const { sample, payload } = await sampleOf({});
    expect(sample).toMatchObject({
      target_id: 't',
      case_id: 'c',
      case_index: 0,
      suite_hash: 'h',
      attempts: 1,
      outcome: 'ok',
      error_class: '',
      quality: 1,
      correct: true,
      scores: { exact: 1 },
      ttft_ms: 8,
      input_tokens: 10,
      output_tokens: 5,
      cost_nanousd: 20_000,
    });
    expect(payload).toMatchObject({
      sample_id: sample.sample_id,
      messages: [{ role: 'user', content: 'Say yes.' }],
      expected: 'yes',
      error_message: '',
      frame_times_us: [8000, 18_000],
      frame_kinds: 'tt',
    });
    expect(payload).not.toHaveProperty('error_body');
    expect(payload).not.toHaveProperty('steps');
  });

  it.each(outcomes)('that ended "%s" is scored only if it is one', async (outcome) => {
    const isAnswered = ['ok', 'refused', 'truncated', 'invalid_output'].includes(outcome);
    const { sample, payload } = await sampleOf({ outcome });
    expect(payload.scores.map(({ name }) => name)).toEqual(isAnswered ? ['exact'] : []);
    expect(sample.scores).toEqual(isAnswered ? { exact: 1 } : {});
    if (!isAnswered) expect([sample.quality, sample.correct]).toEqual([null, null]);
  });

  it('counts frames from when it was sent, or else from when it was given to the clock; never before', async () => {
    const { timestamps } = madeUpAttempt();
    const frames = { at: [0.5, 3], kinds: 'tt' };
    const times = async (sent: number | null) =>
      (await sampleOf({ frames, timestamps: { ...timestamps, sent } })).payload.frame_times_us;
    expect(await times(2)).toEqual([0, 1000]);
    expect(await times(null)).toEqual([0, 2000]);
  });

  it('of a conversation keeps each step with what it took', async () => {
    const step = { ...madeUpAttempt(), sent: [], retried: true };
    const { payload } = await sampleOf({ steps: [step, { ...step, ...failed } as never] });
    expect(payload.steps).toMatchObject([
      {
        outcome: 'ok',
        retried: true,
        input_tokens: 10,
        output_tokens: 5,
        cost_nanousd: 20_000,
        error_class: '',
      },
      { outcome: 'error', error_class: 'http_5xx', error_message: 'it is down', output_tokens: null },
    ]);
  });
});

describe('a failure', () => {
  it('that is final is a sample without scores, with its reason', async () => {
    const { sample, payload } = await sampleOf({ ...failed, attempt: 2 });
    expect(sample).toMatchObject({
      attempts: 3,
      outcome: 'error',
      error_class: 'http_5xx',
      http_status: 500,
      finish_reason: '',
      quality: null,
      scores: {},
    });
    expect(payload).toMatchObject({ answer: null, error_message: 'it is down', error_body: failure.body });
  });

  it('that is tried again is a retried attempt of the same sample', async () => {
    const attempt = madeUpAttempt({ ...failed, isFinal: false });
    const rows = await builderOf().buildSample(attempt);
    expect(rows).toEqual({
      retried: expect.objectContaining({
        sample_id: sampleIdOf(attempt),
        attempt: 0,
        error_class: 'http_5xx',
        error_message: 'it is down',
        http_status: 500,
      }),
    });
  });
});

describe('judges', () => {
  const judge = specOf('rubric', { judge: 'x/judge', criterion: 'is it kind' });
  const asked: unknown[] = [];
  const services = {
    judge: async (question: unknown) => {
      asked.push(question);
      throw new Error('no judge is here');
    },
  } as unknown as ScorerServices;

  it('are waited for side by side, where there are any', () => {
    expect(builderOf().atOnce).toBe(1);
    expect(builderOf(suiteWith([judge])).atOnce).toBeGreaterThan(1);
  });

  it('are paid for no answer of the warm-up', async () => {
    const { sample, payload } = await sampleOf({ isWarmup: true }, suiteWith([judge]), services);
    expect([sample.is_warmup, payload.scores, asked]).toEqual([true, [], []]);
    await sampleOf({}, suiteWith([judge]), services).catch(() => undefined);
    expect(asked).toHaveLength(1);
  });
});

it('says what a call sends, by the place of target and case in the suite', () => {
  const { messagesOf } = builderOf();
  const call = { targetIndex: 0, caseIndex: 1, repeat: 0, isWarmup: false };
  expect(messagesOf('r', call)).toEqual([{ role: 'user', content: 'Say no.' }]);
  expect(() => messagesOf('r', { ...call, caseIndex: 7 })).toThrow('case at index 7');
  expect(() => messagesOf('r', { ...call, targetIndex: 3 })).toThrow('target at index 3');
});

it('knows what a call cost before it is scored; nothing where it came from the cache', () => {
  const { costOf } = builderOf();
  expect(costOf(madeUpAttempt())).toBe(20_000);
  expect(costOf(madeUpAttempt({ cached: true } as Partial<Attempt>))).toBe(0);
  expect(createSampleBuilder(suite, createPriceBook({ at: 0 })).costOf(madeUpAttempt())).toBeNull();
});

it.each<[Partial<Attempt>, string]>([
  [{ targetId: 'gone' }, 'target gone, case c, repeat 0'],
  [{ caseId: 'gone' }, 'target t, case gone, repeat 0'],
  [{ repeat: 2 }, 'target t, case c, repeat 2'],
])('refuses an attempt of another suite, and names its place', async (about, place) => {
  await expect(builderOf().buildSample(madeUpAttempt(about))).rejects.toThrow(
    `no such place in the suite: ${place}`,
  );
});

it('takes as many repeats as a load or a warm-up makes', async () => {
  const loaded = createSampleBuilder(suite, prices, {}, { isLoad: true });
  expect(await loaded.buildSample(madeUpAttempt({ repeat: 900 }))).toMatchObject({ sample: { repeat: 900 } });
  expect(await builderOf().buildSample(madeUpAttempt({ repeat: 5, isWarmup: true }))).toHaveProperty(
    'sample',
  );
});
