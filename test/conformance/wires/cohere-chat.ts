/** https://docs.cohere.com/v2/reference/chat-stream */
import {
  argumentPieces,
  city,
  json,
  pieces,
  refused,
  sse,
  thought,
  wholeText,
  type WireScript,
} from '../wire-script.ts';

const event = (data: { type: string; [key: string]: unknown }) => sse(data, data.type);
const start = event({
  type: 'message-start',
  id: 'm1',
  delta: { message: { role: 'assistant', content: [] } },
});
const block = (index: number, type: 'text' | 'thinking', texts: string[]) => [
  event({ type: 'content-start', index, delta: { message: { content: { type, [type]: '' } } } }),
  ...texts.map((text) =>
    event({ type: 'content-delta', index, delta: { message: { content: { [type]: text } } } }),
  ),
  event({ type: 'content-end', index }),
];
const end = (finish_reason: string) =>
  event({
    type: 'message-end',
    delta: {
      finish_reason,
      usage: {
        billed_units: { input_tokens: 18, output_tokens: 5 },
        tokens: { input_tokens: 20, output_tokens: 5 },
      },
    },
  });
const toolStart = event({
  type: 'tool-call-start',
  index: 0,
  delta: {
    message: {
      tool_calls: { id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '' } },
    },
  },
});
const toolDelta = (piece: string) =>
  event({
    type: 'tool-call-delta',
    index: 0,
    delta: { message: { tool_calls: { function: { arguments: piece } } } },
  });

export const cohereChat: WireScript = {
  contentType: 'text/event-stream',
  replies: {
    text: {
      frames: [start, ...block(0, 'text', pieces), end('COMPLETE')],
      seen: {
        outcome: 'ok',
        text: wholeText,
        finish: 'COMPLETE',
        tokens: { inputTotal: 20, outputTotal: 5 },
        kinds: 'ttt',
      },
    },
    reasoning: {
      frames: [start, ...block(0, 'thinking', [thought]), ...block(1, 'text', pieces), end('COMPLETE')],
      seen: { outcome: 'ok', text: wholeText, reasoning: thought, kinds: 'rttt' },
    },
    tools: {
      frames: [
        start,
        toolStart,
        ...argumentPieces.map(toolDelta),
        event({ type: 'tool-call-end', index: 0 }),
        end('TOOL_CALL'),
      ],
      seen: {
        outcome: 'ok',
        toolCalls: [{ name: 'get_weather', arguments: city }],
        finish: 'TOOL_CALL',
        kinds: 'cc',
      },
    },
    json: {
      frames: [start, ...block(0, 'text', [json]), end('COMPLETE')],
      seen: { outcome: 'ok', text: json },
    },
    // the API reports no cache
    cached: {
      frames: [start, ...block(0, 'text', pieces), end('COMPLETE')],
      seen: { outcome: 'ok', tokens: { cacheRead: null } },
    },
    length: {
      frames: [start, ...block(0, 'text', pieces), end('MAX_TOKENS')],
      seen: { outcome: 'truncated', finish: 'MAX_TOKENS' },
    },
    refusal: {
      frames: [start, ...block(0, 'text', pieces), end('ERROR_TOXIC')],
      seen: { outcome: 'refused', errorClass: 'content_filter', finish: 'ERROR_TOXIC' },
    },
    'rate-limit': refused(429, { message: 'slow down' }, 'rate_limit'),
    'context-length': refused(400, { message: 'too many tokens: the limit is 8' }, 'context_length'),
    'bad-key': refused(401, { message: 'invalid api token' }, 'auth'),
    'error-inside': {
      frames: [start, ...block(0, 'text', pieces), end('ERROR')],
      seen: { outcome: 'error', errorClass: 'mid_stream_error' },
    },
    cut: {
      frames: [start, ...block(0, 'text', pieces)],
      cut: true,
      seen: { outcome: 'error', errorClass: 'stream_cut' },
    },
  },
};
