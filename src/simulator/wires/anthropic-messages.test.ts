import { describe, expect, it } from 'vitest';
import { anthropicMessages } from './anthropic-messages.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

const request = (more: object = {}): WireRequest =>
  anthropicMessages.parse(
    { model: 'm', max_tokens: 9, messages: [{ role: 'user', content: 'hi' }], ...more },
    '',
  );
const answer: WireAnswer = {
  id: '1',
  model: 'm',
  createdS: 7,
  reasoning: [{ text: 'hm', tokens: 1 }],
  text: [{ text: 'ab', tokens: 2 }],
  toolCalls: [{ id: 'toolu_1', name: 'f', arguments: [{ text: '{"x":1}', tokens: 1 }] }],
  finish: 'tool',
  usage: { input: 5, cacheRead: 3, cacheWrite: 0, output: 3, reasoning: 1 },
};
const eventOf = (bytes: string) => {
  const [name, data] = bytes.trim().split('\n') as [string, string];
  return {
    name: name.replace('event: ', ''),
    data: JSON.parse(data.replace('data: ', '')) as Record<string, never>,
  };
};

describe('anthropicMessages', () => {
  it('sends the events in the order of the protocol', () => {
    const frames = anthropicMessages.frames(answer, request());
    const events = frames.map((frame) => eventOf(frame.bytes));
    expect(events.every(({ name, data }) => name === data['type'])).toBe(true);
    expect(events.map(({ name }) => name)).toEqual([
      'message_start',
      'content_block_start',
      'ping',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(frames.map((frame) => frame.kind).join('')).toBe('ooorssstsscsee');
  });

  it('counts input without the cache and output with thinking', () => {
    const events = anthropicMessages.frames(answer, request()).map((frame) => eventOf(frame.bytes).data);
    expect(events[0]).toMatchObject({
      message: { content: [], usage: { input_tokens: 5, cache_read_input_tokens: 3, output_tokens: 1 } },
    });
    expect(events.at(-2)).toMatchObject({
      delta: { stop_reason: 'tool_use' },
      usage: { output_tokens: 4, output_tokens_details: { thinking_tokens: 1 } },
    });
  });

  it('gives whole blocks when not streamed', () => {
    expect(anthropicMessages.whole(answer)).toMatchObject({
      content: [
        { type: 'thinking', thinking: 'hm' },
        { type: 'text', text: 'ab' },
        { type: 'tool_use', name: 'f', input: { x: 1 } },
      ],
      stop_reason: 'tool_use',
    });
  });

  it('still pings when there is nothing to say', () => {
    const frames = anthropicMessages.frames({ ...answer, reasoning: [], text: [], toolCalls: [] }, request());
    expect(frames.map((frame) => eventOf(frame.bytes).name)).toEqual([
      'message_start',
      'ping',
      'message_delta',
      'message_stop',
    ]);
  });

  it('needs max_tokens, and caches only where asked', () => {
    expect(() => request({ max_tokens: undefined })).toThrow('max_tokens: Field required');
    expect(request().cache).toBe(false);
    const content = [{ type: 'text', text: 'hi', cache_control: { type: 'ephemeral' } }];
    expect(request({ messages: [{ role: 'user', content }] }).cache).toBe(true);
  });

  it('takes thinking as it is asked for', () => {
    expect(request().reasoningFactor).toBe(1);
    expect(request({ thinking: { type: 'disabled' } }).reasoningFactor).toBe(0);
    expect(request({ output_config: { effort: 'high' } }).reasoningFactor).toBe(2);
  });

  it('takes either header for the key', () => {
    const url = new URL('http://x/');
    expect(anthropicMessages.keyOf({ 'x-api-key': 'a' }, url)).toBe('a');
    expect(anthropicMessages.keyOf({ authorization: 'Bearer b' }, url)).toBe('b');
    expect(anthropicMessages.keyOf({}, url)).toBeNull();
  });
});
