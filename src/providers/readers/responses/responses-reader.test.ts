import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../../test/made-up/read-answer.ts';
import type { AnswerContext, JsonObject } from '../answer-reader.ts';
import { openResponsesReader } from './responses-reader.ts';

const read = (given: Parameters<typeof readAnswer>[1], more: Partial<AnswerContext> = {}) =>
  readAnswer(openResponsesReader, given, {
    vendorId: 'openai-responses',
    toolNames: new Set(['a', 'b']),
    ...more,
  });

const over = (output: object[], more: object = {}, type = 'response.completed'): JsonObject => ({
  type,
  response: { id: 'resp_1', model: 'served-1', status: type.slice('response.'.length), output, ...more },
});
const message = (text: string, more: object = {}) => ({
  type: 'message',
  id: 'msg_1',
  content: [{ type: 'output_text', text, ...more }],
});
const delta = (text: string, more: object = {}) => ({
  type: 'response.output_text.delta',
  delta: text,
  ...more,
});
const call = (name: string, args: string) => ({
  type: 'function_call',
  id: 'fc_1',
  call_id: 'call_1',
  name,
  arguments: args,
});

describe('text', () => {
  it('is whole whatever a server leaves out: fields, ids, deltas, or all but the end', () => {
    const created = { type: 'response.created', response: {} };
    const item = { type: 'response.output_item.done', output_index: 0, item: message('Lima') };
    const streams = [
      [over([message('Lima')])],
      [created, delta('Li'), delta('ma'), over([])],
      [created, delta('Li'), delta('ma'), over([message('Lima')])],
      [created, delta('Li', { output_index: 0 }), over([message('Lima')])],
      [created, delta('Li', { item_id: 'x1' }), delta('ma', { item_id: 'x2' }), over([message('Lima')])],
      [
        { type: 'response.output_item.added', output_index: 0, item: { type: 'message', id: 'msg_1' } },
        delta('Lima', { item_id: 'msg_1' }),
        item,
        over([message('Lima')]),
      ],
      [
        created,
        delta('Li', { item_id: 'msg_1', output_index: 0 }),
        delta('ma', { item_id: 'msg_1' }),
        item,
        over([]),
      ],
      [created, item, over([message('Lima')])],
      [created, { type: 'response.output_text.done', text: 'Lima' }, item, over([message('Lima')])],
      [
        delta('Li', { output_index: 0 }),
        { type: 'response.output_text.done', output_index: 0, text: 'Lima' },
        item,
        over([]),
      ],
      [{ type: 'response.completed', response: { output: [{ type: 'message', content: 'Lima' }] } }],
    ];
    for (const stream of streams)
      expect([read(stream).answer().text, read(stream).finishReason?.unified]).toEqual(['Lima', 'stop']);
  });

  it('is said once, wherever its pieces are cut and however its end is repeated', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 })),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (pieces, withPlace, withItem, withAll) => {
          const text = pieces.join('');
          const place = withPlace ? { output_index: 0, content_index: 0 } : {};
          const done = {
            type: 'response.output_item.done',
            ...(withPlace && { output_index: 0 }),
            item: message(text),
          };
          const stream = [
            ...pieces.map((piece) => delta(piece, place)),
            ...(withItem ? [done] : []),
            over(withAll ? [message(text)] : []),
          ];
          expect(read(stream).answer().text).toBe(text);
        },
      ),
    );
  });

  it('is a refusal where it says so', () => {
    const refusal = { type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] };
    const deltas = [{ type: 'response.refusal.delta', delta: 'No.' }, over([])];
    for (const stream of [[over([refusal])], deltas])
      expect(read(stream)).toMatchObject({ finishReason: { unified: 'content-filter' } });
    expect(read(deltas).answer().text).toBe('No.');
  });
});

describe('reasoning', () => {
  it('is read in full or in short, and once', () => {
    const full = { type: 'response.reasoning_text.delta', output_index: 0, delta: 'Hm' };
    const short = { type: 'response.reasoning_summary_text.delta', output_index: 0, delta: 'hm' };
    const item = { type: 'reasoning', id: 'rs_1', content: [{ text: 'Hm' }], summary: [{ text: 'hm' }] };
    expect(read([full, short, over([item])]).answer().reasoning).toBe('Hm');
    expect(read([short, over([])]).answer().reasoning).toBe('hm');
    expect(read([over([item])]).answer().reasoning).toBe('Hm');
  });

  it('goes back by its id where the server keeps it, and not where it does not say so', () => {
    const item = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'enc' };
    const done = { type: 'response.output_item.done', output_index: 0, item };
    const created = (response: object) => ({ type: 'response.created', response });
    const kept = read([created({ store: true }), done, over([item])]).turn?.content;
    expect(kept).toMatchObject([
      { providerOptions: { openai: { itemId: 'rs_1', reasoningEncryptedContent: 'enc' } } },
    ]);
    const foreign = read([created({}), delta('Lima', { output_index: 0 }), over([message('Lima')])]).turn
      ?.content;
    expect(foreign).toEqual([{ type: 'text', text: 'Lima' }]);
  });
});

describe('calls', () => {
  const made = [{ name: 'a', arguments: '{"x":1}' }];
  it('are told once, whether they come in pieces, whole, or with the end alone', () => {
    const added = { type: 'response.output_item.added', output_index: 0, item: call('a', '') };
    const piece = { type: 'response.function_call_arguments.delta', output_index: 0, delta: '{"x":1}' };
    const done = { type: 'response.output_item.done', output_index: 0, item: call('a', '{"x":1}') };
    const all = over([call('a', '{"x":1}')]);
    for (const stream of [
      [added, piece, done, all],
      [added, piece, all],
      [piece, all],
      [done, all],
      [all],
      [added, piece, over([])],
    ])
      expect([read(stream).answer().toolCalls, read(stream).finishReason?.unified]).toEqual([
        made,
        'tool-calls',
      ]);
    const builder = read([added, piece, done, all]);
    builder.answer();
    expect(builder.frames.at).toEqual([2]);
  });

  it('of the provider are none for the client, and go back by their ids', () => {
    const items = [
      { type: 'web_search_call', id: 'ws_1', action: { type: 'search' } },
      { type: 'web_search_call', id: 'ws_2', action: { type: 'open_page' } },
      { type: 'mcp_call', id: 'mcp_1', name: 'echo', arguments: '{}' },
      { type: 'shell_call', id: 'sh_1', call_id: 'c', environment: { type: 'container_auto' } },
      message('Lima'),
    ];
    const builder = read([{ type: 'response.created', response: { store: true } }, over(items)]);
    expect(builder.answer()).toMatchObject({
      toolCalls: [],
      serverTools: { web_search: 1, mcp: 1, shell: 1 },
    });
    expect(builder.turn?.content).toContainEqual({
      type: 'tool-call',
      id: 'ws_1',
      name: 'web_search',
      arguments: '',
      providerExecuted: true,
      providerOptions: { openai: { itemId: 'ws_1' } },
    });
  });

  it('of custom tools are the client’s, but xAI’s own', () => {
    const custom = over([{ type: 'custom_tool_call', call_id: 'c1', name: 'a', input: 'x' }]);
    expect(read([custom]).answer().toolCalls).toEqual([{ name: 'a', arguments: 'x' }]);
    expect(read([custom], { vendorId: 'xai' }).answer().toolCalls).toEqual([]);
  });

  it('inside of a wrapper that nobody offered are calls', () => {
    const uses = [
      { recipient_name: 'functions.a', parameters: { x: 1 } },
      { recipient_name: 'functions.b', parameters: {} },
    ];
    const wrapper = over([call('parallel', JSON.stringify({ tool_uses: uses }))]);
    expect(read([wrapper]).answer().toolCalls).toEqual([...made, { name: 'b', arguments: '{}' }]);
    expect(read([wrapper], { toolNames: new Set(['parallel']) }).answer().toolCalls).toHaveLength(1);
  });

  it('make pictures', () => {
    const drawn = over([{ type: 'image_generation_call', id: 'ig_1', result: 'AA', output_format: 'webp' }]);
    expect(read([drawn]).answer()).toMatchObject({ madeFiles: ['image/webp'], toolCalls: [] });
    expect(read([drawn]).isEmpty).toBe(false);
  });
});

describe('the end', () => {
  it('is cut short for a reason', () => {
    const cut = (reason: string) =>
      read([over([message('Li')], { incomplete_details: { reason } }, 'response.incomplete')]).finishReason;
    expect(cut('max_output_tokens')).toEqual({ unified: 'length', raw: 'max_output_tokens' });
    expect(cut('content_filter')?.unified).toBe('content-filter');
    expect(cut('novelty')?.unified).toBe('length');
  });

  it('is an error with its own message', () => {
    const error = { code: 'server_error', message: 'the engine died' };
    expect(read([over([], { error }, 'response.failed')]).error).toEqual(error);
    expect(read([{ type: 'error', ...error }]).error).toMatchObject(error);
    expect(read([{ type: 'error', error }]).error).toEqual(error);
    expect(read([over([], {}, 'response.failed')]).error).toBeInstanceOf(Error);
    expect(read([over([], {}, 'response.cancelled')]).error).toBeInstanceOf(Error);
    expect(read({ whole: { status: 'failed', error, output: [] } }).error).toEqual(error);
    expect(() => read({ whole: { hello: 1 } })).toThrow(/no output/);
  });

  it('tells model, tier, cost and counts, from whichever frame has them', () => {
    const usage = {
      input_tokens: 100,
      input_tokens_details: { cached_tokens: 64, cache_write_tokens: 16 },
      output_tokens: 15,
      output_tokens_details: { reasoning_tokens: 10 },
      total_tokens: 115,
      cost_in_usd_ticks: 50,
      server_side_tool_usage_details: { web_search_calls: 2, x_search_calls: 0 },
    };
    const builder = read([
      { type: 'response.created', response: { service_tier: 'auto' } },
      over([message('Lima')], { usage, service_tier: 'flex', reasoning: { effort: 'low' } }),
    ]);
    expect(builder.facts).toMatchObject({
      responseModel: 'served-1',
      serviceTier: 'flex',
      reasoningEffort: 'low',
      costNanousd: 5,
    });
    expect(builder.tokens).toMatchObject({
      input: 20,
      cacheRead: 64,
      cacheWrite: 16,
      output: 5,
      reasoning: 10,
    });
    expect(builder.answer().serverTools).toEqual({ web_search: 2 });
  });

  it('goes by the total where reasoning or the cache is counted beside the rest', () => {
    const tokensOf = (usage: object) => read([over([message('x')], { usage })]).tokens;
    const thought = {
      input_tokens: 20,
      output_tokens: 5,
      output_tokens_details: { reasoning_tokens: 10 },
      total_tokens: 35,
    };
    expect(tokensOf(thought)).toMatchObject({ output: 5, reasoning: 10 });
    const cached = {
      input_tokens: 20,
      input_tokens_details: { cached_tokens: 64 },
      output_tokens: 5,
      total_tokens: 89,
    };
    expect(tokensOf(cached)).toMatchObject({ input: 20, cacheRead: 64 });
    const beyond = {
      input_tokens: 20,
      input_tokens_details: { cached_tokens: 64 },
      output_tokens: 5,
      total_tokens: 25,
    };
    expect(tokensOf(beyond)).toMatchObject({ input: null });
  });
});

it('counts sources once, in events or at the end', () => {
  const cited = { annotations: [{ type: 'url_citation' }, { type: 'url_citation' }] };
  const event = { type: 'response.output_text.annotation.added', annotation: {} };
  expect(read([event, event, over([message('x', cited)])]).answer().citations).toBe(2);
  expect(read([over([message('x', cited)])]).answer().citations).toBe(2);
});
