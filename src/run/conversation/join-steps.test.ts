import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Step, Tokens } from '../../contract/attempt.ts';
import { joinSteps, sumTokens } from './join-steps.ts';

const tokensOf = (more: Partial<Tokens> = {}): Tokens => ({
  input: 10,
  cacheRead: 0,
  cacheWrite: 0,
  output: 5,
  reasoning: 0,
  inputTotal: 10,
  outputTotal: 5,
  ...more,
});
const answerOf = (text: string, more: Partial<Answer> = {}): Answer => ({
  text,
  reasoning: '',
  toolCalls: [],
  finishReason: 'stop',
  ...more,
});

/** A step that takes 10 ms, begun at `at`. */
const stepOf = (at: number, more: Partial<Step> = {}): Step => ({
  outcome: 'ok',
  timestamps: {
    scheduled: at,
    dispatched: at,
    sent: at + 1,
    connected: null,
    headers: at + 4,
    firstByte: at + 5,
    closed: at + 10,
  },
  frames: { at: [at + 6, at + 8], kinds: 'tt' },
  answer: answerOf(`said at ${at}`),
  tokens: tokensOf(),
  rawUsage: { at },
  responseModel: 'm-1',
  responseId: `id-${at}`,
  httpStatus: 200,
  failure: null,
  sent: [],
  retried: false,
  ...more,
});
const failed = (at: number, more: Partial<Step> = {}): Step =>
  stepOf(at, {
    outcome: 'error',
    answer: null,
    tokens: null,
    frames: { at: [], kinds: '' },
    httpStatus: 500,
    failure: { class: 'http_5xx', message: 'no', httpStatus: 500, retryAfterMs: null },
    retried: true,
    ...more,
  });

describe('a conversation as one call', () => {
  it('begins with its first step and ends with its last', () => {
    const joined = joinSteps([stepOf(0), stepOf(100), stepOf(200)], [0, 0, 0], false);
    expect(joined.timestamps).toMatchObject({ scheduled: 0, sent: 1, firstByte: 5, closed: 210 });
    expect(joined.frames).toEqual({ at: [6, 8, 106, 108, 206, 208], kinds: 'tttttt' });
    expect(joined).toMatchObject({ outcome: 'ok', responseId: 'id-200', answer: { text: 'said at 200' } });
    expect(joined.rawUsage).toEqual([{ at: 0 }, { at: 100 }, { at: 200 }]);
    expect(joined.pausedMs).toBe(0);
  });

  it('begins with the first that was not in vain, and keeps those that were', () => {
    const joined = joinSteps([failed(0), stepOf(50), failed(100), stepOf(130)], [0, 0, 0, 0], false);
    expect(joined.timestamps).toMatchObject({ dispatched: 50, closed: 140 });
    expect(joined.steps?.map(({ retried }) => retried)).toEqual([true, false, true, false]);
    // from the failed step to the one in its place; what failed before the conversation began is no pause of it
    expect(joined.pausedMs).toBe(30);
  });

  it('says how long it had to wait for leave, once it was begun', () => {
    expect(joinSteps([stepOf(0), stepOf(50), stepOf(90)], [7, 20, 3], false).pausedMs).toBe(23);
  });

  it('has every tool call on the way to the last words, and counts what ran on the way', () => {
    const call = (name: string) => ({ name, arguments: '{}' });
    const steps = [
      stepOf(0, { answer: answerOf('', { toolCalls: [call('a'), call('b')], serverTools: { search: 2 } }) }),
      stepOf(50, { answer: answerOf('', { toolCalls: [call('c')], serverTools: { search: 1, code: 1 } }) }),
      stepOf(90),
    ];
    const { answer } = joinSteps(steps, [0, 0, 0], false);
    expect(answer).toEqual({
      text: 'said at 90',
      reasoning: '',
      toolCalls: [call('a'), call('b'), call('c')],
      finishReason: 'stop',
      serverTools: { search: 3, code: 1 },
    });
  });

  it('that the limit of steps ended says so', () => {
    const joined = joinSteps([stepOf(0), stepOf(50)], [0, 0], true);
    expect([joined.outcome, joined.answer?.finishReason]).toEqual(['truncated', 'step_limit']);
  });

  it('fails as its last step failed, with what was said before in its steps', () => {
    const last = failed(50, { retried: false });
    const joined = joinSteps([stepOf(0), last], [0, 0], false);
    expect(joined).toMatchObject({ outcome: 'error', answer: null, httpStatus: 500, failure: last.failure });
    expect(joined.steps).toHaveLength(2);
  });

  it('names who answered last, where the last does not say', () => {
    const steps = [
      stepOf(0, { fingerprint: 'f1', servedBy: 'x', serviceTier: 'flex' }),
      stepOf(50, { fingerprint: 'f2', responseModel: null }),
      stepOf(90, { responseModel: null }),
    ];
    expect(joinSteps(steps, [0, 0, 0], false)).toMatchObject({
      responseModel: 'm-1',
      fingerprint: 'f2',
      servedBy: 'x',
      serviceTier: 'flex',
    });
  });

  it('knows its price from the provider only where every step tells one', () => {
    const told = [stepOf(0, { statedCostNanousd: 5 }), stepOf(50, { statedCostNanousd: 7 })];
    expect(joinSteps(told, [0, 0], false).statedCostNanousd).toBe(12);
    expect(joinSteps([...told, stepOf(90)], [0, 0, 0], false)).not.toHaveProperty('statedCostNanousd');
  });
});

describe('tokens of a conversation', () => {
  it('are the sum of those of all steps, in vain or not', () => {
    const inVain = failed(0, { tokens: tokensOf({ input: 3, inputTotal: 3, output: 0, outputTotal: 0 }) });
    const joined = joinSteps([inVain, stepOf(50), stepOf(90)], [0, 0, 0], false);
    expect(joined.tokens).toMatchObject({ input: 23, output: 10, inputTotal: 23, outputTotal: 10 });
  });

  it('leave out what was refused before anything was made', () => {
    expect(joinSteps([failed(0), stepOf(50)], [0, 0], false).tokens?.input).toBe(10);
    const neverSent = failed(0, { httpStatus: null });
    neverSent.timestamps.sent = null;
    expect(joinSteps([neverSent, stepOf(50)], [0, 0], false).tokens?.input).toBe(10);
  });

  it('are unknown when a step that was answered in part tells nothing', () => {
    const cut = failed(0, { httpStatus: 200, frames: { at: [3], kinds: 't' } });
    expect(joinSteps([cut, stepOf(50)], [0, 0], false).tokens).toBeNull();
  });

  const known = fc.integer({ min: 0, max: 1000 });
  const whole = fc
    .record({ input: known, cacheRead: known, cacheWrite: known, output: known, reasoning: known })
    .map((each) => ({
      ...each,
      inputTotal: each.input + each.cacheRead + each.cacheWrite,
      outputTotal: each.output + each.reasoning,
    }));
  const sumOf = (all: Tokens[], name: keyof Tokens) =>
    all.reduce((sum, each) => sum + (each[name] as number), 0);

  it('sum every bucket, and the parts still make up the totals', () => {
    fc.assert(
      fc.property(fc.array(whole, { minLength: 1, maxLength: 6 }), (all) => {
        const sum = sumTokens(all) as Tokens;
        for (const name of ['input', 'cacheRead', 'cacheWrite', 'output', 'reasoning'] as const)
          expect(sum[name]).toBe(sumOf(all, name));
        expect(sum.inputTotal).toBe((sum.input ?? 0) + (sum.cacheRead ?? 0) + (sum.cacheWrite ?? 0));
        expect(sum.outputTotal).toBe((sum.output ?? 0) + (sum.reasoning ?? 0));
        expect(sum).not.toHaveProperty('cacheWrite1h');
      }),
    );
  });

  it('take a bucket of which a step is silent for empty when the others make up its total', () => {
    const silent = tokensOf({ cacheRead: null, reasoning: null });
    expect(sumTokens([tokensOf({ input: 6, cacheRead: 4, reasoning: 1, output: 4 }), silent])).toMatchObject({
      cacheRead: 4,
      reasoning: 1,
    });
  });

  it('leave a bucket unknown when a step leaves it open', () => {
    const open = tokensOf({ cacheRead: null, inputTotal: 15 });
    expect(sumTokens([tokensOf({ cacheRead: 4 }), open])).toMatchObject({ cacheRead: null, input: 20 });
    const vague = tokensOf({ reasoning: null, outputTotal: 9 });
    expect(sumTokens([tokensOf({ reasoning: 4 }), vague])?.reasoning).toBeNull();
  });

  it('keep a bucket unknown that no step reports, and are unknown altogether when one step is', () => {
    const silent = tokensOf({ cacheWrite: null });
    expect(sumTokens([silent, silent])?.cacheWrite).toBeNull();
    expect(sumTokens([tokensOf(), null])).toBeNull();
    expect(sumTokens([])).toBeNull();
  });

  it('count sound and pictures of a step that does not tell them apart as none', () => {
    expect(sumTokens([tokensOf({ inputImage: 30 }), tokensOf()])).toMatchObject({ inputImage: 30 });
    expect(sumTokens([tokensOf(), tokensOf()])).not.toHaveProperty('inputImage');
  });
});
