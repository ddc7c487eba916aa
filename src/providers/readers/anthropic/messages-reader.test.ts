import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../../test/made-up/read-answer.ts';
import type { AnswerContext, JsonObject } from '../answer-reader.ts';
import { openMessagesReader } from './messages-reader.ts';

const read = (given: Parameters<typeof readAnswer>[1], more: Partial<AnswerContext> = {}) =>
  readAnswer(openMessagesReader, given, { vendorId: 'anthropic', ...more });

const start = (usage: object = { input_tokens: 20, output_tokens: 1 }, more: object = {}): JsonObject => ({
  type: 'message_start',
  message: { id: 'msg_1', model: 'asked-for', content: [], stop_reason: null, usage, ...more },
});
const block = (index: number, content_block: object, ...deltas: object[]): JsonObject[] => [
  { type: 'content_block_start', index, content_block },
  ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
  { type: 'content_block_stop', index },
];
const text = (piece: string, index = 0) =>
  block(index, { type: 'text', text: '' }, { type: 'text_delta', text: piece });
const end = (stop_reason: string, usage: object = { output_tokens: 5 }, more: object = {}): JsonObject[] => [
  { type: 'message_delta', delta: { stop_reason, ...more }, usage },
  { type: 'message_stop' },
];

describe('tools that ran at the provider', () => {
  const search = block(
    0,
    { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} },
    { type: 'input_json_delta', partial_json: '{"query":"x"}' },
  );
  const mcp = block(1, {
    type: 'mcp_tool_use',
    id: 'mcptoolu_1',
    name: 'echo',
    server_name: 's',
    input: { a: 1 },
  });
  const found = block(2, { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] });
  const own = block(3, { type: 'tool_use', id: 'toolu_1', name: 'mine', input: { a: 1 } });

  it('are no calls for the client, neither now nor in the next turn', () => {
    const builder = read([
      start(),
      ...search,
      ...mcp,
      ...found,
      ...own,
      ...text('Lima', 4),
      ...end('tool_use'),
    ]);
    expect(builder.answer().toolCalls).toEqual([{ name: 'mine', arguments: '{"a":1}' }]);
    expect(builder.turn?.content).toMatchObject([{ type: 'tool-call', id: 'toolu_1' }, { text: 'Lima' }]);
    expect(builder.answer().serverTools).toEqual({ web_search: 1, mcp: 1 });
  });

  it('are counted as the API counts them', () => {
    const usage = { output_tokens: 5, server_tool_use: { web_search_requests: 3, web_fetch_requests: 0 } };
    const builder = read([start(), ...search, ...found, ...text('Lima', 4), ...end('end_turn', usage)]);
    expect(builder.answer().serverTools).toEqual({ web_search: 3 });
  });

  it('alone are not nothing', () => {
    expect(read([start(), ...search, ...end('pause_turn')]).isEmpty).toBe(false);
    expect(read([start(), ...end('end_turn')]).isEmpty).toBe(true);
  });
});

describe('usage', () => {
  const tokensOf = (usage: object, last: object) =>
    read([start(usage), ...text('x'), ...end('end_turn', last)]).tokens;

  it('adds the cache to the input, and tells writes for an hour apart', () => {
    const usage = {
      input_tokens: 20,
      cache_read_input_tokens: 64,
      cache_creation_input_tokens: 16,
      cache_creation: { ephemeral_5m_input_tokens: 6, ephemeral_1h_input_tokens: 10 },
    };
    expect(tokensOf(usage, { output_tokens: 5 })).toEqual({
      input: 20,
      cacheRead: 64,
      cacheWrite: 6,
      cacheWrite1h: 10,
      output: 5,
      reasoning: null,
      inputTotal: 100,
      outputTotal: 5,
    });
  });

  it('takes the later count, but no zero or null for it, and no count for what only began', () => {
    const first = { input_tokens: 43, cache_read_input_tokens: 7, output_tokens: 1 };
    const last = { input_tokens: 61, cache_read_input_tokens: 0, output_tokens: null };
    expect(tokensOf(first, last)).toMatchObject({ input: 61, cacheRead: 7, output: null, outputTotal: null });
  });

  it('counts passes that made the context shorter, and the answer of a model that took over once', () => {
    const pass = (type: string, input_tokens: number, output_tokens: number) => ({
      type,
      input_tokens,
      output_tokens,
    });
    const usage = { input_tokens: 10, output_tokens: 5 };
    const shortened = { ...usage, iterations: [pass('compaction', 90, 3), pass('message', 10, 5)] };
    expect(tokensOf({}, shortened)).toMatchObject({ inputTotal: 100, outputTotal: 8 });
    const served = { ...usage, iterations: [pass('message', 10, 0), pass('fallback_message', 10, 5)] };
    expect(tokensOf({}, served)).toMatchObject({ inputTotal: 10, outputTotal: 5 });
    const advised = { ...usage, iterations: [pass('message', 10, 5), pass('advisor_message', 70, 9)] };
    const builder = read([start(), ...text('x'), ...end('end_turn', advised)]);
    expect(builder.tokens).toMatchObject({ inputTotal: 10, outputTotal: 5 });
    expect(builder.answer().serverTools).toEqual({ advisor: 1 });
  });
});

describe('what goes back in the next turn', () => {
  it('holds signatures and redacted reasoning', () => {
    const thinking = block(
      0,
      { type: 'thinking', thinking: '', signature: '' },
      { type: 'thinking_delta', thinking: 'Hm' },
      { type: 'signature_delta', signature: 'sig' },
    );
    const redacted = block(1, { type: 'redacted_thinking', data: 'secret' });
    const builder = read([start(), ...thinking, ...redacted, ...text('Lima', 2), ...end('end_turn')]);
    expect(builder.answer().reasoning).toBe('Hm');
    expect(builder.turn?.content).toMatchObject([
      { type: 'reasoning', text: 'Hm', providerOptions: { anthropic: { signature: 'sig' } } },
      { type: 'reasoning', text: '', providerOptions: { anthropic: { redactedData: 'secret' } } },
      { type: 'text', text: 'Lima' },
    ]);
  });

  it('holds what was said before in short, which is no part of the answer', () => {
    const short = block(
      0,
      { type: 'compaction', content: '' },
      { type: 'compaction_delta', content: 'So far…' },
    );
    const builder = read([start(), ...short, ...text('Lima', 1), ...end('end_turn')]);
    expect(builder.answer().text).toBe('Lima');
    expect(builder.turn?.content).toMatchObject([
      { text: 'So far…', providerOptions: { anthropic: { type: 'compaction' } } },
      { text: 'Lima' },
    ]);
  });
});

describe('the message', () => {
  it('may be said twice, and may begin with all of it', () => {
    expect(read([start(), start(), ...text('Lima'), ...end('end_turn')]).answer().text).toBe('Lima');
    const content = [{ type: 'tool_use', id: 'toolu_1', name: 'mine', input: { a: 1 } }];
    const builder = read([
      start({ input_tokens: 1, output_tokens: 2 }, { content, stop_reason: 'tool_use' }),
    ]);
    expect(builder.answer().toolCalls).toEqual([{ name: 'mine', arguments: '{"a":1}' }]);
    expect(builder.tokens).toMatchObject({ outputTotal: 2 });
  });

  it('is an error when another begins inside of it', () => {
    const other = { ...start(), message: { id: 'msg_2', usage: {} } };
    const builder = read([start(), ...text('Li'), other, ...text('Lima'), ...end('end_turn')]);
    expect(builder.error).toMatchObject({ message: expect.stringContaining('msg_2') as string });
    expect(builder.answer().text).toBe('Li');
  });

  it('is of the model that took over', () => {
    const over = block(0, { type: 'fallback', from: { model: 'asked-for' }, to: { model: 'spare' } });
    expect(read([start(), ...over, ...text('Lima', 1), ...end('end_turn')]).facts.responseModel).toBe(
      'spare',
    );
    expect(read([start(), ...text('Lima'), ...end('end_turn')]).facts.responseModel).toBe('asked-for');
  });

  it('tells why it was refused', () => {
    const builder = read([start(), ...end('refusal', {}, { stop_details: { explanation: 'Not this.' } })]);
    expect(builder.finishReason).toEqual({ unified: 'content-filter', raw: 'refusal' });
    expect(builder.finishMessage).toBe('Not this.');
  });

  it('is what the tool for a schema is called with, and text before it is none', () => {
    const json = block(
      1,
      { type: 'tool_use', id: 't', name: 'json', input: {} },
      { type: 'input_json_delta', partial_json: '{"a":1}' },
    );
    const builder = read([start(), ...text('Here:'), ...json, ...end('tool_use')], {
      structuredTool: 'json',
    });
    expect(builder.answer()).toMatchObject({ text: '{"a":1}', toolCalls: [] });
    expect(builder.finishReason?.unified).toBe('stop');
    const without = read([start(), ...text('Here:'), ...end('end_turn')], { structuredTool: 'json' });
    expect(without.answer().text).toBe('Here:');
  });
});

it('passes over blocks, deltas and events that it does not know', () => {
  const odd = block(0, { type: 'novelty', x: 1 }, { type: 'novel_delta', y: 2 });
  const builder = read([{ type: 'hello' }, start(), ...odd, ...text('Lima', 1), ...end('end_turn')]);
  expect(builder.answer()).toMatchObject({ text: 'Lima', toolCalls: [], finishReason: 'end_turn' });
  expect(builder.error).toBeUndefined();
});
