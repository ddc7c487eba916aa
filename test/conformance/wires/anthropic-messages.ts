/** https://docs.anthropic.com/en/docs/build-with-claude/streaming */
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

const event = (data: { type: string; [key: string]: unknown }) => sse(data, data.type);
const start = (usage: object = { input_tokens: 20, output_tokens: 1 }) =>
  event({
    type: 'message_start',
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage,
    },
  });
const block = (index: number, content: object, deltas: object[]) => [
  event({ type: 'content_block_start', index, content_block: content }),
  ...deltas.map((delta) => event({ type: 'content_block_delta', index, delta })),
  event({ type: 'content_block_stop', index }),
];
const textBlock = (index = 0, texts = pieces) =>
  block(
    index,
    { type: 'text', text: '' },
    texts.map((text) => ({ type: 'text_delta', text })),
  );
const end = (stop_reason: string, output_tokens = 5) => [
  event({ type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens } }),
  event({ type: 'message_stop' }),
];
const error = (type: string, message: string) => ({ type: 'error', error: { type, message } });

export const anthropicMessages: WireScript = {
  contentType: 'text/event-stream; charset=utf-8',
  replies: {
    text: {
      frames: [start(), event({ type: 'ping' }), ...textBlock(), ...end('end_turn')],
      seen: {
        outcome: 'ok',
        text: wholeText,
        finish: 'end_turn',
        tokens: { inputTotal: 20, outputTotal: 5 },
        kinds: 'ttt',
      },
    },
    reasoning: {
      frames: [
        start(),
        ...block(0, { type: 'thinking', thinking: '', signature: '' }, [
          { type: 'thinking_delta', thinking: thought },
          { type: 'signature_delta', signature: 'c2ln' },
        ]),
        ...textBlock(1),
        ...end('end_turn', 15),
      ],
      seen: {
        outcome: 'ok',
        text: wholeText,
        reasoning: thought,
        tokens: { outputTotal: 15 },
        kinds: 'rttt',
      },
    },
    tools: {
      frames: [
        start(),
        ...block(
          0,
          { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: {} },
          argumentPieces.map((partial_json) => ({ type: 'input_json_delta', partial_json })),
        ),
        ...end('tool_use'),
      ],
      seen: {
        outcome: 'ok',
        toolCalls: [{ name: 'get_weather', arguments: city }],
        finish: 'tool_use',
        kinds: 'cc',
      },
    },
    json: {
      frames: [start(), ...textBlock(0, [json]), ...end('end_turn')],
      seen: { outcome: 'ok', text: json },
    },
    cached: {
      frames: [
        start({
          input_tokens: 20,
          cache_read_input_tokens: 64,
          cache_creation_input_tokens: 16,
          output_tokens: 1,
        }),
        ...textBlock(),
        ...end('end_turn'),
      ],
      // Anthropic's input leaves the cache out; the total does not
      seen: {
        outcome: 'ok',
        tokens: { input: 20, cacheRead: 64, cacheWrite: 16, inputTotal: 100, outputTotal: 5 },
      },
    },
    length: {
      frames: [start(), ...textBlock(), ...end('max_tokens')],
      seen: { outcome: 'truncated', finish: 'max_tokens' },
    },
    refusal: {
      frames: [start(), ...textBlock(), ...end('refusal')],
      seen: { outcome: 'refused', errorClass: 'content_filter', finish: 'refusal' },
    },
    'rate-limit': refused(429, error('rate_limit_error', 'slow down'), 'rate_limit'),
    'context-length': refused(
      400,
      error('invalid_request_error', 'prompt is too long: 9 tokens > 8 maximum'),
      'context_length',
    ),
    'bad-key': refused(401, error('authentication_error', 'invalid x-api-key'), 'auth'),
    'error-inside': {
      frames: [start(), ...textBlock(), event(error('api_error', 'internal server error'))],
      seen: { outcome: 'error', errorClass: 'mid_stream_error' },
    },
    cut: {
      frames: [start(), ...textBlock()],
      cut: true,
      seen: { outcome: 'error', errorClass: 'stream_cut' },
    },
  },
};
