/** OpenAI's chunks with Mistral's thinking parts and whole tool calls: https://docs.mistral.ai/api */
import {
  city,
  json,
  model,
  pieces,
  refused,
  sse,
  thought,
  wholeText,
  type WireScript,
} from '../wire-script.ts';

const chunk = (delta: object, finish: string | null = null, usage?: object) =>
  sse({
    id: 'cmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model,
    choices: [{ index: 0, delta: { role: 'assistant', ...delta }, finish_reason: finish }],
    ...(usage ? { usage } : {}),
  });
const plain = { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 };
const texts = pieces.map((content) => chunk({ content }));
const role = chunk({ content: '' });
const done = sse('[DONE]');
const end = (reason: string) => [chunk({ content: '' }, reason, plain), done];

export const mistralChat: WireScript = {
  contentType: 'text/event-stream',
  replies: {
    text: {
      frames: [role, ...texts, ...end('stop')],
      seen: {
        outcome: 'ok',
        text: wholeText,
        finish: 'stop',
        tokens: { inputTotal: 20, outputTotal: 5 },
        kinds: 'ttt',
      },
    },
    reasoning: {
      frames: [
        role,
        chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: thought }] }] }),
        ...texts,
        ...end('stop'),
      ],
      seen: { outcome: 'ok', text: wholeText, reasoning: thought, kinds: 'rttt' },
    },
    tools: {
      frames: [
        role,
        chunk(
          {
            content: '',
            tool_calls: [
              {
                id: 'call00001',
                index: 0,
                function: { name: 'get_weather', arguments: JSON.stringify(city) },
              },
            ],
          },
          'tool_calls',
          plain,
        ),
        done,
      ],
      seen: {
        outcome: 'ok',
        toolCalls: [{ name: 'get_weather', arguments: city }],
        finish: 'tool_calls',
        kinds: 'c',
      },
    },
    json: { frames: [role, chunk({ content: json }), ...end('stop')], seen: { outcome: 'ok', text: json } },
    cached: {
      frames: [role, ...texts, chunk({ content: '' }, 'stop', { ...plain, num_cached_tokens: 8 }), done],
      seen: { outcome: 'ok', tokens: { input: 12, cacheRead: 8, inputTotal: 20 } },
    },
    length: { frames: [role, ...texts, ...end('length')], seen: { outcome: 'truncated', finish: 'length' } },
    refusal: {
      frames: [role, ...texts, ...end('content_filter')],
      seen: { outcome: 'refused', errorClass: 'content_filter', finish: 'content_filter' },
    },
    'rate-limit': refused(
      429,
      {
        object: 'error',
        message: 'Requests rate limit exceeded',
        type: 'rate_limited',
        param: null,
        code: null,
      },
      'rate_limit',
    ),
    'context-length': refused(
      400,
      {
        object: 'error',
        message: 'Prompt contains 40000 tokens, too large for model with 32768 maximum context length',
        type: 'invalid_request',
        param: null,
        code: null,
      },
      'context_length',
    ),
    'bad-key': refused(401, { message: 'Unauthorized' }, 'auth'),
    'error-inside': {
      frames: [
        role,
        ...texts,
        sse({ object: 'error', message: 'internal', type: 'server', param: null, code: null }),
      ],
      seen: { outcome: 'error', errorClass: 'mid_stream_error' },
    },
    cut: { frames: [role, ...texts], cut: true, seen: { outcome: 'error', errorClass: 'stream_cut' } },
  },
};
