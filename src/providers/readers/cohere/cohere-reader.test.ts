import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../../test/made-up/read-answer.ts';
import type { JsonObject } from '../answer-reader.ts';
import { openCohereReader } from './cohere-reader.ts';

const read = (given: Parameters<typeof readAnswer>[1]) => readAnswer(openCohereReader, given);

const of = (type: string, message: object, index = 0): JsonObject => ({ type, index, delta: { message } });
const text = (piece: string) => of('content-delta', { content: { text: piece } });
const end = (finish_reason: string, more: object = {}): JsonObject => ({
  type: 'message-end',
  delta: { finish_reason, ...more },
});
const tool = (index: number, name: string) =>
  of(
    'tool-call-start',
    { tool_calls: { id: `c${index}`, type: 'function', function: { name, arguments: '' } } },
    index,
  );
const more = (index: number, piece: string) =>
  of('tool-call-delta', { tool_calls: { function: { arguments: piece } } }, index);

describe('usage', () => {
  const usage = {
    billed_units: { input_tokens: 12, output_tokens: 7 },
    tokens: { input_tokens: 507, output_tokens: 10 },
    cached_tokens: 448,
  };
  const tokensOf = (counts: object) => read([text('x'), end('COMPLETE', { usage: counts })]).tokens;

  it('counts what the model saw, and keeps what is billed beside it', () => {
    expect(tokensOf(usage)).toEqual({
      input: 59,
      cacheRead: 448,
      cacheWrite: null,
      output: 10,
      reasoning: null,
      inputTotal: 507,
      outputTotal: 10,
      billedInput: 12,
      billedOutput: 7,
    });
  });

  it('takes one for the other where there is one alone', () => {
    expect(tokensOf({ tokens: usage.tokens })).not.toHaveProperty('billedInput');
    expect(tokensOf({ billed_units: usage.billed_units })).toMatchObject({ inputTotal: 12, outputTotal: 7 });
    expect(tokensOf({ ...usage, cached_tokens: 600 })).toMatchObject({ input: 507, cacheRead: null });
  });
});

it('reads plans as reasoning, and calls by their places', () => {
  const frames = [
    of('tool-plan-delta', { tool_plan: 'I will' }),
    tool(0, 'a'),
    more(0, '{"x":1}'),
    of('tool-call-end', {}, 0),
    tool(1, 'b'),
    end('TOOL_CALL'),
  ];
  const builder = read(frames);
  expect(builder.answer()).toMatchObject({
    reasoning: 'I will',
    toolCalls: [
      { name: 'a', arguments: '{"x":1}' },
      { name: 'b', arguments: '{}' },
    ],
  });
  expect(builder.finishReason?.unified).toBe('tool-calls');
  expect(builder.frames.at[0]).toBe(1);
});

it('tells why it ended', () => {
  expect(read([text('x'), end('ERROR_TOXIC')]).finishReason?.unified).toBe('content-filter');
  expect(read([text('x'), end('ERROR', { error: 'no room' })])).toMatchObject({
    finishReason: { unified: 'error' },
    finishMessage: 'no room',
  });
  expect(read([text('x'), { message: 'the engine died' }]).error).toEqual({ message: 'the engine died' });
  expect(read([text('x'), { type: 'novelty', a: 1 }, end('COMPLETE')]).error).toBeUndefined();
});

it('may come in one piece', () => {
  const whole = {
    id: 'm1',
    message: {
      content: [
        { type: 'thinking', thinking: 'Hm' },
        { type: 'text', text: 'Lima' },
      ],
      citations: [{}, {}],
      tool_calls: [{ id: 'c', function: { name: 'a', arguments: '{}' } }],
    },
    finish_reason: 'TOOL_CALL',
  };
  const builder = read({ whole });
  expect(builder.answer()).toMatchObject({ text: 'Lima', reasoning: 'Hm', citations: 2 });
  expect(builder.answer().toolCalls).toEqual([{ name: 'a', arguments: '{}' }]);
  expect(() => read({ whole: { hello: 1 } })).toThrow(/no message/);
});
