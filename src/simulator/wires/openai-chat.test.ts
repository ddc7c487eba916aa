import { describe, expect, it } from 'vitest';
import { openaiChat } from './openai-chat.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

const request = (more: object = {}): WireRequest =>
  openaiChat.parse({ model: 'm', stream: true, messages: [{ role: 'user', content: 'hi' }], ...more }, '');
const answer: WireAnswer = {
  id: '1',
  model: 'm',
  createdS: 7,
  reasoning: [{ text: 'hm', tokens: 1 }],
  text: [{ text: 'a"b', tokens: 2 }],
  toolCalls: [{ id: 'call_1', name: 'f', arguments: [{ text: '{}', tokens: 1 }] }],
  finish: 'stop',
  usage: { input: 5, cacheRead: 3, cacheWrite: 0, output: 2, reasoning: 1 },
};
const dataOf = (bytes: string) => JSON.parse(bytes.replace(/^data: /, '')) as Record<string, unknown>;

describe('openaiChat', () => {
  it('opens with a role-only chunk and ends with usage without choices and [DONE]', () => {
    const frames = openaiChat.frames(answer, request({ stream_options: { include_usage: true } }));
    expect(frames.map((frame) => frame.kind).join('')).toBe('ortsceee');
    expect(dataOf(frames[0]?.bytes as string)).toMatchObject({
      object: 'chat.completion.chunk',
      choices: [{ delta: { role: 'assistant', content: '' }, finish_reason: null }],
      usage: null,
    });
    expect(dataOf(frames[2]?.bytes as string)).toMatchObject({ choices: [{ delta: { content: 'a"b' } }] });
    expect(dataOf(frames.at(-3)?.bytes as string)).toMatchObject({
      choices: [{ delta: {}, finish_reason: 'stop' }],
    });
    expect(dataOf(frames.at(-2)?.bytes as string)).toMatchObject({
      choices: [],
      usage: {
        prompt_tokens: 8,
        completion_tokens: 3,
        total_tokens: 11,
        prompt_tokens_details: { cached_tokens: 3 },
        completion_tokens_details: { reasoning_tokens: 1 },
      },
    });
    expect(frames.at(-1)?.bytes).toBe('data: [DONE]\n\n');
  });

  it('sends usage only when it was asked for and is known', () => {
    const asked = request({ stream_options: { include_usage: true } });
    expect(openaiChat.frames(answer, request()).some((frame) => frame.bytes.includes('usage'))).toBe(false);
    const unknown = openaiChat.frames({ ...answer, usage: null }, asked);
    expect(unknown.some((frame) => frame.bytes.includes('usage'))).toBe(false);
    expect(openaiChat.whole({ ...answer, usage: null })).not.toHaveProperty('usage');
  });

  it('reads the last text of the last user message, tools, limit and effort', () => {
    const parsed = request({
      messages: [
        { role: 'user', content: 'first' },
        { role: 'user', content: [{ type: 'text', text: 'second' }] },
        { role: 'assistant', content: 'ok' },
      ],
      tools: [{ type: 'function', function: { name: 'f', parameters: {} } }],
      max_completion_tokens: 9,
      reasoning_effort: 'none',
    });
    expect(parsed).toMatchObject({ prompt: 'second', tools: ['f'], maxOutputTokens: 9, reasoningFactor: 0 });
  });

  it.each([[null], [[]], [{}], [{ model: 'm' }], [{ model: 'm', messages: [] }], [{ messages: [{}] }]])(
    'rejects %j',
    (body) => {
      expect(() => openaiChat.parse(body, '')).toThrow(/must be/);
    },
  );

  it('states the time to a full quota as a duration', () => {
    const reset = (resetMs: number) =>
      openaiChat.quotaHeaders({ limit: 1, remaining: 0, resetMs }, 0)['x-ratelimit-reset-requests'];
    expect([reset(12.2), reset(6000), reset(61_000)]).toEqual(['13ms', '6s', '1m1s']);
  });
});
