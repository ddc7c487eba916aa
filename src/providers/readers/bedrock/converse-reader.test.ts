import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../../test/made-up/read-answer.ts';
import type { AnswerContext, JsonObject } from '../answer-reader.ts';
import { openConverseReader } from './converse-reader.ts';

type Event = [name: string, payload: JsonObject];

const read = (given: Parameters<typeof readAnswer>[1], more: Partial<AnswerContext> = {}) =>
  readAnswer(openConverseReader, given, { vendorId: 'bedrock', ...more });

const delta = (index: number, content: object): Event => [
  'contentBlockDelta',
  { contentBlockIndex: index, delta: content, p: 'abc' },
];
const stopBlock = (index: number): Event => ['contentBlockStop', { contentBlockIndex: index }];
const tool = (index: number, name: string, type?: string): Event => [
  'contentBlockStart',
  { contentBlockIndex: index, start: { toolUse: { toolUseId: `t${index}`, name, ...(type && { type }) } } },
];
const stop = (stopReason: string): Event => ['messageStop', { stopReason }];
const usage = (counts: object): Event => ['metadata', { usage: counts }];

describe('exceptions', () => {
  it.each([
    'throttlingException',
    'modelStreamErrorException',
    'internalServerException',
    'serviceUnavailableException',
    'validationException',
    'modelTimeoutException',
  ])('%s is an error of that name', (name) => {
    const builder = read([delta(0, { text: 'Li' }), [name, { message: 'no more' }]]);
    expect(builder.error).toEqual({ type: name, message: 'no more' });
    expect(builder.finishReason).toBeNull();
  });

  it('stand in the payload where a gateway leaves the headers out', () => {
    expect(read([['', { throttlingException: { message: 'no more' } }]]).error).toMatchObject({
      type: 'throttlingException',
    });
    expect(
      read([['', { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Li' } } }]]).answer().text,
    ).toBe('Li');
  });
});

describe('content', () => {
  it('is text, reasoning with its signature, calls', () => {
    const builder = read([
      delta(0, { reasoningContent: { text: 'Hm' } }),
      delta(0, { reasoningContent: { signature: 'sig' } }),
      stopBlock(0),
      delta(1, { text: 'Lima' }),
      stopBlock(1),
      tool(2, 'mine'),
      delta(2, { toolUse: { input: '{"x":' } }),
      delta(2, { toolUse: { input: '1}' } }),
      stop('tool_use'),
    ]);
    expect(builder.answer()).toMatchObject({
      text: 'Lima',
      reasoning: 'Hm',
      toolCalls: [{ name: 'mine', arguments: '{"x":1}' }],
    });
    expect(builder.turn?.content).toMatchObject([
      { type: 'reasoning', text: 'Hm', providerOptions: { bedrock: { signature: 'sig' } } },
      { type: 'text', text: 'Lima' },
      { type: 'tool-call', id: 't2' },
    ]);
  });

  it('may be reasoning that nobody reads, which goes back whole', () => {
    const pieces = [
      delta(0, { reasoningContent: { redactedContent: 'AA' } }),
      delta(0, { reasoningContent: { redactedContent: 'BB' } }),
    ];
    const builder = read([...pieces, stopBlock(0), delta(1, { text: 'x' }), stop('end_turn')]);
    expect(builder.turn?.content).toMatchObject([
      { providerOptions: { bedrock: { redactedContent: 'AABB' } } },
      { text: 'x' },
    ]);
  });

  it('may come in one piece', () => {
    const content = [
      { reasoningContent: { reasoningText: { text: 'Hm', signature: 'sig' } } },
      { text: 'Lima' },
      { toolUse: { toolUseId: 't', name: 'mine', input: { x: 1 } } },
      { image: { format: 'png', source: {} } },
    ];
    const whole = {
      output: { message: { content } },
      stopReason: 'tool_use',
      usage: { inputTokens: 1, outputTokens: 2 },
    };
    const builder = read({ whole });
    expect(builder.answer()).toMatchObject({ text: 'Lima', reasoning: 'Hm', madeFiles: ['image/png'] });
    expect(builder.answer().toolCalls).toEqual([{ name: 'mine', arguments: '{"x":1}' }]);
    expect(builder.tokens).toMatchObject({ inputTotal: 1, outputTotal: 2 });
    expect(() => read({ whole: { hello: 1 } })).toThrow(/no output/);
    expect(read({ whole: { message: 'no' } }).error).toEqual({ message: 'no' });
  });

  it('is what the tool for a schema is called with', () => {
    const events = [
      delta(0, { text: 'Here:' }),
      tool(1, 'json'),
      delta(1, { toolUse: { input: '{"a":1}' } }),
      stopBlock(1),
      stop('tool_use'),
    ];
    const builder = read(events, { structuredTool: 'json' });
    expect(builder.answer()).toMatchObject({ text: '{"a":1}', toolCalls: [] });
    expect(builder.finishReason?.unified).toBe('stop');
  });

  it('holds no call of a tool that ran at the provider', () => {
    const events = [
      tool(0, 'web_search', 'server_tool_use'),
      stopBlock(0),
      delta(1, { text: 'Lima' }),
      stop('end_turn'),
    ];
    expect(read(events).answer()).toMatchObject({ toolCalls: [], serverTools: { web_search: 1 } });
  });
});

describe('usage', () => {
  const tokensOf = (counts: object) =>
    read([delta(0, { text: 'x' }), stop('end_turn'), usage(counts)]).tokens;
  it('adds the cache to the input, unless the total says it is in it', () => {
    const counts = { inputTokens: 20, outputTokens: 5, cacheReadInputTokens: 64, cacheWriteInputTokens: 16 };
    expect(tokensOf({ ...counts, totalTokens: 105 })).toMatchObject({
      input: 20,
      cacheRead: 64,
      cacheWrite: 16,
      inputTotal: 100,
    });
    const inside = { ...counts, inputTokens: 100, totalTokens: 105 };
    expect(tokensOf(inside)).toMatchObject({ input: 20, cacheRead: 64, cacheWrite: 16, inputTotal: 100 });
  });

  it('tells writes for an hour apart', () => {
    const cacheDetails = [
      { ttl: '1h', inputTokens: 10 },
      { ttl: '5m', inputTokens: 6 },
    ];
    const counts = { inputTokens: 20, outputTokens: 5, cacheWriteInputTokens: 16, cacheDetails };
    expect(tokensOf(counts)).toMatchObject({ cacheWrite: 6, cacheWrite1h: 10, inputTotal: 36 });
  });

  it('comes with the tier, and with the model that a router chose', () => {
    const metadata = { serviceTier: { type: 'flex' }, trace: { promptRouter: { invokedModelId: 'm-1' } } };
    expect(read([stop('end_turn'), ['metadata', metadata]]).facts).toEqual({
      serviceTier: 'flex',
      responseModel: 'm-1',
    });
  });
});
