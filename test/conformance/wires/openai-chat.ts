/** https://platform.openai.com/docs/api-reference/chat-streaming */
import {
  argumentPieces,
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

export const chunk = (delta: object, finish: string | null = null) =>
  sse({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model,
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
export const role = chunk({ role: 'assistant', content: '' });
export const usageOf = (usage: object) =>
  sse({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model, choices: [], usage });
const plain = usageOf({ prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 });
const plainTokens = { inputTotal: 20, outputTotal: 5 };
const ending = [plain, sse('[DONE]')];
export const texts = pieces.map((content) => chunk({ content }));

export const openaiChat: WireScript = {
  contentType: 'text/event-stream; charset=utf-8',
  replies: {
    text: {
      frames: [': keep-alive\n\n', role, ...texts, chunk({}, 'stop'), ...ending],
      seen: { outcome: 'ok', text: wholeText, finish: 'stop', tokens: plainTokens, kinds: 'ttt' },
    },
    reasoning: {
      frames: [
        role,
        chunk({ reasoning_content: thought }),
        ...texts,
        chunk({}, 'stop'),
        usageOf({
          prompt_tokens: 20,
          completion_tokens: 15,
          total_tokens: 35,
          completion_tokens_details: { reasoning_tokens: 10 },
        }),
        sse('[DONE]'),
      ],
      seen: {
        outcome: 'ok',
        text: wholeText,
        reasoning: thought,
        tokens: { output: 5, reasoning: 10, outputTotal: 15 },
        kinds: 'rttt',
      },
    },
    tools: {
      frames: [
        role,
        chunk({
          tool_calls: [
            { index: 0, id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '' } },
          ],
        }),
        ...argumentPieces.map((piece) =>
          chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] }),
        ),
        chunk({}, 'tool_calls'),
        ...ending,
      ],
      seen: {
        outcome: 'ok',
        toolCalls: [{ name: 'get_weather', arguments: city }],
        finish: 'tool_calls',
        kinds: 'cc',
      },
    },
    json: {
      frames: [role, chunk({ content: json }), chunk({}, 'stop'), ...ending],
      seen: { outcome: 'ok', text: json },
    },
    cached: {
      frames: [
        role,
        ...texts,
        chunk({}, 'stop'),
        usageOf({
          prompt_tokens: 100,
          completion_tokens: 5,
          total_tokens: 105,
          prompt_tokens_details: { cached_tokens: 64 },
        }),
        sse('[DONE]'),
      ],
      seen: { outcome: 'ok', tokens: { input: 36, cacheRead: 64, inputTotal: 100, outputTotal: 5 } },
    },
    length: {
      frames: [role, ...texts, chunk({}, 'length'), ...ending],
      seen: { outcome: 'truncated', text: wholeText, finish: 'length' },
    },
    refusal: {
      frames: [role, chunk({ content: 'I ' }), chunk({}, 'content_filter'), ...ending],
      seen: { outcome: 'refused', errorClass: 'content_filter', finish: 'content_filter' },
    },
    'rate-limit': refused(429, { error: { message: 'slow down', type: 'rate_limit' } }, 'rate_limit'),
    'context-length': refused(
      400,
      {
        error: {
          message: 'maximum context length is 10',
          type: 'invalid_request_error',
          code: 'context_length_exceeded',
        },
      },
      'context_length',
    ),
    'bad-key': refused(
      401,
      { error: { message: 'Incorrect API key', type: 'invalid_request_error' } },
      'auth',
    ),
    'error-inside': {
      frames: [role, ...texts, sse({ error: { message: 'the server had an error', type: 'server_error' } })],
      seen: { outcome: 'error', errorClass: 'mid_stream_error' },
    },
    cut: { frames: [role, ...texts], cut: true, seen: { outcome: 'error', errorClass: 'stream_cut' } },
  },
};
