import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Run } from '../contract/run.ts';
import type { RecordedCall } from './recorded-call.ts';
import { recordedTarget } from './recorded-run.ts';
import { recordedSample, sampleOfTarget } from './recorded-sample.ts';

const callOf = (more: Partial<RecordedCall> = {}): RecordedCall => ({
  place: 1,
  target: 'x/m',
  caseId: 'c',
  repeat: 0,
  cluster: 'g',
  category: 'k',
  responseModel: '',
  startedAtMs: 5000,
  input: 'q',
  output: 'a',
  expected: undefined,
  score: null,
  correct: null,
  scores: [],
  ttftMs: null,
  e2eMs: null,
  inputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  cacheReadTokens: null,
  costNanousd: null,
  error: '',
  outcome: 'ok',
  ...more,
});
const run = {
  run_id: 'r',
  suite_hash: 'h',
  started_at_ms: 1000,
  ended_at_ms: 2000,
  source: 'imported',
} as Run;
const place = {
  ofTarget: sampleOfTarget(run, recordedTarget('x/m', 1)),
  sampleId: 's',
  caseIndex: 3,
  repeat: 2,
  expected: 'yes',
};
const sampleOf = (more: Partial<RecordedCall> = {}) => recordedSample(callOf(more), place, null).sample;

describe('what follows from times and counts', () => {
  it('is what the metrics say it is', () => {
    const sample = sampleOf({
      ttftMs: 200,
      e2eMs: 1200,
      inputTokens: 10,
      outputTokens: 80,
      reasoningTokens: 21,
    });
    expect(sample).toMatchObject({
      ttft_ms: 200,
      e2e_ms: 1200,
      decode_ms: 1000,
      // 101 tokens, the first of them at 200 ms
      tpot_ms: 10,
      tok_s_user: 100,
      ntpot_ms: 11.881188,
      tok_s_e2e: 84.167,
      usage_source: 'provider',
    });
  });

  it.each<[string, Partial<RecordedCall>, Record<string, unknown>]>([
    [
      'no time to the first token',
      { e2eMs: 1000, outputTokens: 10 },
      { decode_ms: null, tpot_ms: null, tok_s_e2e: 10 },
    ],
    [
      'one token has no pace',
      { ttftMs: 5, e2eMs: 10, outputTokens: 1 },
      { tpot_ms: null, tok_s_user: null, ntpot_ms: 10 },
    ],
    ['no token', { ttftMs: 5, e2eMs: 10, outputTokens: 0 }, { tpot_ms: null, ntpot_ms: null, tok_s_e2e: 0 }],
    [
      'all at once',
      { ttftMs: 10, e2eMs: 10, outputTokens: 5 },
      { decode_ms: 0, tpot_ms: null, tok_s_user: null },
    ],
    ['no time at all', { e2eMs: 0, outputTokens: 5 }, { tok_s_e2e: null, ntpot_ms: 0 }],
    [
      'a failure has no latency',
      { outcome: 'error', e2eMs: 10, ttftMs: 4, outputTokens: 5 },
      { e2e_ms: null, decode_ms: null, tok_s_e2e: null, ttft_ms: 4 },
    ],
    ['nothing is counted', {}, { usage_source: 'missing', input_tokens: null, output_tokens: null }],
    ['a price', { costNanousd: 0 }, { cost_nanousd: 0, price_id: 'recorded' }],
    ['no price', {}, { cost_nanousd: null, price_id: '' }],
  ])('%s', (_name, call, expected) => {
    expect(sampleOf(call)).toMatchObject(expected);
  });

  it('is never a number that is none', () => {
    const amount = fc.option(fc.oneof(fc.nat(100_000), fc.double({ min: 0, max: 1e6, noNaN: true })));
    const count = fc.option(fc.nat(100_000));
    fc.assert(
      fc.property(amount, amount, count, count, (ttftMs, e2eMs, outputTokens, reasoningTokens) => {
        const values = Object.values(sampleOf({ ttftMs, e2eMs, outputTokens, reasoningTokens }));
        expect(values.filter((value) => typeof value === 'number' && !Number.isFinite(value))).toEqual([]);
        expect(values).not.toContain(undefined);
      }),
    );
  });
});

describe('verdicts', () => {
  const named = (name: string, value: number | null) => ({ name, value, explanation: null });

  it.each<[string, Partial<RecordedCall>, Record<string, unknown>]>([
    ['none', {}, { quality: null, correct: null, scores: {} }],
    ['a score', { score: 0.5 }, { quality: 0.5, correct: false, scores: { recorded: 0.5 } }],
    ['a whole score', { score: 1 }, { quality: 1, correct: true }],
    ['right', { correct: true }, { quality: 1, correct: true, scores: { recorded: 1 } }],
    ['wrong', { correct: false }, { quality: 0, correct: false }],
    ['a score that counts as right', { score: 0.8, correct: true }, { quality: 0.8, correct: true }],
    [
      'named ones: their mean',
      { scores: [named('a', 1), named('b', 0.5)] },
      { quality: 0.75, correct: false, scores: { a: 1, b: 0.5 } },
    ],
    ['named ones, all whole', { scores: [named('a', 1), named('b', 1)] }, { quality: 1, correct: true }],
    [
      'named ones that are not known',
      { scores: [named('a', null)] },
      { quality: null, correct: null, scores: {} },
    ],
    [
      'one without a name counts alone',
      { score: 0, scores: [named('a', 1)] },
      { quality: 0, correct: false, scores: { recorded: 0, a: 1 } },
    ],
  ])('%s', (_name, call, expected) => {
    expect(sampleOf(call)).toMatchObject(expected);
  });

  it('of scorers stand in the place of the file’s own', () => {
    const score = { name: 'exact', value: 1, passed: true, label: null, explanation: null };
    const scored = { scores: [score], quality: 1, correct: true };
    const { sample, payload } = recordedSample(callOf({ score: 0 }), place, scored);
    expect(sample).toMatchObject({ quality: 1, correct: true, scores: { exact: 1 } });
    expect(payload?.scores).toEqual([score]);
  });
});

describe('a record', () => {
  it('stands where its call stood', () => {
    const { sample, payload } = recordedSample(callOf({ error: 'none' }), place, null);
    const key = { sample_id: 's', run_id: 'r', started_at_ms: 5000 };
    expect(sample).toMatchObject({
      ...key,
      suite_hash: 'h',
      target_id: place.ofTarget.target_id,
      case_id: 'c',
      case_index: 3,
      repeat: 2,
      provider: 'x',
      request_model: 'm',
      cluster: 'g',
      category: 'k',
      attempts: 1,
      is_warmup: false,
    });
    expect(payload).toMatchObject({
      ...key,
      messages: [{ role: 'user', content: 'q' }],
      expected: 'yes',
      answer: { text: 'a' },
      error_message: 'none',
    });
  });

  it('without an answer, a question or a time says so, or what is nearest', () => {
    const { sample, payload } = recordedSample(
      callOf({ input: null, output: null, startedAtMs: null }),
      place,
      null,
    );
    expect([payload?.messages, payload?.answer]).toEqual([[], null]);
    expect(sample.started_at_ms).toBe(2000);
    expect(recordedSample(callOf({ output: '' }), place, null).payload?.answer).toMatchObject({ text: '' });
  });
});
