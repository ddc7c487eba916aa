import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../../test/made-up/read-answer.ts';
import type { AnswerContext, JsonObject } from '../answer-reader.ts';
import { openGeminiReader } from './gemini-reader.ts';

const read = (given: Parameters<typeof readAnswer>[1], more: Partial<AnswerContext> = {}) =>
  readAnswer(openGeminiReader, given, { vendorId: 'google', ...more });

const frame = (parts: object[], more: object = {}, outside: object = {}): JsonObject => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
  modelVersion: 'served-1',
  responseId: 'r1',
  ...outside,
});
const stop = (usageMetadata: object = {}) => frame([], { finishReason: 'STOP' }, { usageMetadata });

describe('calls', () => {
  it('have ids of their own where the wire gives none, and keep their signatures', () => {
    const parts = [
      { functionCall: { name: 'a', args: { x: 1 } }, thoughtSignature: 'sig' },
      { functionCall: { name: 'b' } },
    ];
    const builder = read([frame(parts), stop()]);
    expect(builder.answer().toolCalls).toEqual([
      { name: 'a', arguments: '{"x":1}' },
      { name: 'b', arguments: '{}' },
    ]);
    expect(builder.finishReason?.unified).toBe('tool-calls');
    const calls = builder.turn?.content as { id: string; providerOptions?: unknown }[];
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
    expect(calls[0]?.providerOptions).toEqual({ google: { thoughtSignature: 'sig' } });
  });

  it('are put together from their values', () => {
    const piece = (jsonPath: string, value: object, goesOn = true) =>
      frame([{ functionCall: { partialArgs: [{ jsonPath, ...value }], willContinue: goesOn } }]);
    const builder = read([
      frame([{ functionCall: { name: 'cook', willContinue: true } }]),
      piece('$.steps[0].text', { stringValue: 'Bo', willContinue: true }),
      piece('$.steps[0].text', { stringValue: 'il' }),
      piece('$.steps[1].minutes', { numberValue: 5 }),
      piece('$["a b"]', { boolValue: true }, false),
      frame([{ functionCall: {} }]),
      stop(),
    ]);
    expect(builder.answer().toolCalls).toEqual([
      { name: 'cook', arguments: '{"steps":[{"text":"Boil"},{"minutes":5}],"a b":true}' },
    ]);
    builder.answer();
    expect(builder.frames.kinds).toBe('cccc');
  });

  it('of code that ran at the provider are none for the client', () => {
    const parts = [
      { executableCode: { code: '1+1' } },
      { codeExecutionResult: { output: '2' } },
      { text: '2' },
    ];
    expect(read([frame(parts), stop()]).answer()).toMatchObject({ text: '2', toolCalls: [] });
  });

  it('of the tool for a schema are the answer', () => {
    const parts = [{ text: 'Here:' }, { functionCall: { name: 'json', args: { a: 1 } } }];
    const builder = read([frame(parts), stop()], { structuredTool: 'json' });
    expect(builder.answer()).toMatchObject({ text: '{"a":1}', toolCalls: [] });
    expect(builder.finishReason?.unified).toBe('stop');
  });
});

describe('the end', () => {
  it('is a refusal when the prompt was blocked', () => {
    const builder = read([
      { promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: { promptTokenCount: 4 } },
    ]);
    expect(builder.finishReason).toEqual({ unified: 'content-filter', raw: 'SAFETY' });
    expect(builder.finishMessage).toBe('the prompt was blocked: SAFETY');
    expect(read([{ promptFeedback: { blockReason: 'BLOCK_REASON_UNSPECIFIED' } }]).finishReason).toBeNull();
  });

  it('comes with what the API says to it', () => {
    const more = { finishReason: 'MALFORMED_FUNCTION_CALL', finishMessage: 'call: f(' };
    expect(read([frame([], more)])).toMatchObject({
      finishReason: { unified: 'error' },
      finishMessage: 'call: f(',
    });
  });
});

describe('usage', () => {
  const tokensOf = (usage: object, ...before: object[]) =>
    read([
      ...before.map((usageMetadata) => frame([], {}, { usageMetadata })),
      frame([{ text: 'x' }]),
      stop(usage),
    ]).tokens;

  it('counts thoughts beside the candidates, and what tools brought to the prompt', () => {
    const usage = {
      promptTokenCount: 100,
      toolUsePromptTokenCount: 30,
      cachedContentTokenCount: 64,
      candidatesTokenCount: 5,
      thoughtsTokenCount: 10,
      totalTokenCount: 145,
    };
    expect(tokensOf(usage)).toEqual({
      input: 66,
      cacheRead: 64,
      cacheWrite: 0,
      output: 5,
      reasoning: 10,
      inputTotal: 130,
      outputTotal: 15,
    });
  });

  it('goes by the total where thoughts are among the candidates, or candidates are not named', () => {
    const inside = {
      promptTokenCount: 20,
      candidatesTokenCount: 15,
      thoughtsTokenCount: 10,
      totalTokenCount: 35,
    };
    expect(tokensOf(inside)).toMatchObject({ output: 5, reasoning: 10, outputTotal: 15 });
    const unnamed = { promptTokenCount: 20, thoughtsTokenCount: 10, totalTokenCount: 35 };
    expect(tokensOf(unnamed)).toMatchObject({ output: 5, reasoning: 10, outputTotal: 15 });
    const untold = { promptTokenCount: 20, candidatesTokenCount: 5, totalTokenCount: 35 };
    expect(tokensOf(untold)).toMatchObject({ output: 5, reasoning: 10, outputTotal: 15 });
  });

  it('is joined from frames that tell a part of it', () => {
    const first = { promptTokenCount: 20, candidatesTokenCount: 1 };
    expect(tokensOf({ trafficType: 'ON_DEMAND', candidatesTokenCount: 5 }, first)).toMatchObject({
      inputTotal: 20,
      outputTotal: 5,
    });
    expect(tokensOf({ trafficType: 'ON_DEMAND' })).toBeNull();
  });
});

it('reads a list of frames, and an error in one', () => {
  const builder = read({
    whole: [frame([{ text: 'Li' }]), frame([{ text: 'ma' }], { finishReason: 'STOP' })],
  });
  expect(builder.answer().text).toBe('Lima');
  const error = { code: 503, message: 'busy', status: 'UNAVAILABLE' };
  expect(read({ whole: [{ error }] }).error).toEqual(error);
  expect(() => read({ whole: { hello: 1 } })).toThrow(/no candidates/);
});

it('keeps thoughts apart, gives back their signatures, and leaves thought pictures out', () => {
  const parts = [
    { text: 'Hm', thought: true },
    { inlineData: { mimeType: 'image/png', data: 'AA' }, thought: true },
    { text: 'Lima' },
    { text: '', thoughtSignature: 'sig' },
    { inlineData: { mimeType: 'image/png', data: 'AA' } },
  ];
  const builder = read([frame(parts), stop()]);
  expect(builder.answer()).toMatchObject({ text: 'Lima', reasoning: 'Hm', madeFiles: ['image/png'] });
  expect(builder.turn?.content).toMatchObject([
    { type: 'reasoning', text: 'Hm' },
    { type: 'text', text: 'Lima', providerOptions: { google: { thoughtSignature: 'sig' } } },
  ]);
});

it('counts sources and searches once, however often they are told', () => {
  const grounding = { groundingMetadata: { webSearchQueries: ['a', 'b'], groundingChunks: [{}, {}, {}] } };
  const builder = read([
    frame([{ text: 'x' }], grounding),
    frame([], { ...grounding, finishReason: 'STOP' }),
  ]);
  expect(builder.answer()).toMatchObject({ citations: 3, serverTools: { web_search: 2 } });
});

it('tells the tier by its name, or by the kind of traffic', () => {
  const tierOf = (usage: object) => read([stop({ promptTokenCount: 1, ...usage })]).facts.serviceTier;
  expect(tierOf({ serviceTier: 'priority' })).toBe('priority');
  expect(tierOf({ trafficType: 'ON_DEMAND_FLEX' })).toBe('flex');
  expect(tierOf({ trafficType: 'PROVISIONED_THROUGHPUT' })).toBe('PROVISIONED_THROUGHPUT');
});
