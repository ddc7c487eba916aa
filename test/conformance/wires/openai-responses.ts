/** https://platform.openai.com/docs/api-reference/responses-streaming */
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

type Item = { id: string; type: string; [key: string]: unknown };

const base = {
  id: 'resp_1',
  object: 'response',
  created_at: 1,
  model,
  status: 'in_progress',
  store: true,
  output: [] as Item[],
};
/** Numbers the events, as the API does. */
const events = (list: { type: string; [key: string]: unknown }[]) =>
  list.map((event, sequence_number) => sse({ ...event, sequence_number }, event.type));
const plain = {
  input_tokens: 20,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 5,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 25,
};
const opening = [
  { type: 'response.created', response: base },
  { type: 'response.in_progress', response: base },
];
const ending = (output: Item[], usage: object = plain) => ({
  type: 'response.completed',
  response: { ...base, status: 'completed', output, usage, incomplete_details: null, error: null },
});
const messageItem = (text: string): Item => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations: [] }],
});
const message = (texts = pieces, output_index = 0) => {
  const at = { item_id: 'msg_1', output_index, content_index: 0 };
  const text = texts.join('');
  return [
    {
      type: 'response.output_item.added',
      output_index,
      item: { ...messageItem(''), status: 'in_progress', content: [] },
    },
    { type: 'response.content_part.added', ...at, part: { type: 'output_text', text: '', annotations: [] } },
    ...texts.map((delta) => ({ type: 'response.output_text.delta', ...at, delta, logprobs: [] })),
    { type: 'response.output_text.done', ...at, text, logprobs: [] },
    { type: 'response.content_part.done', ...at, part: { type: 'output_text', text, annotations: [] } },
    { type: 'response.output_item.done', output_index, item: messageItem(text) },
  ];
};
const callItem = (args: string): Item => ({
  id: 'fc_1',
  type: 'function_call',
  call_id: 'call_1',
  name: 'get_weather',
  arguments: args,
  status: args === '' ? 'in_progress' : 'completed',
});
const reasoningItem: Item = {
  id: 'rs_1',
  type: 'reasoning',
  summary: [{ type: 'summary_text', text: thought }],
};
const summary = { item_id: 'rs_1', output_index: 0, summary_index: 0 };
const error = (type: string, code: string | null, message: string) => ({
  error: { type, code, message, param: null },
});

const incomplete = (reason: string) => ({
  type: 'response.incomplete',
  response: {
    ...base,
    status: 'incomplete',
    output: [messageItem(wholeText)],
    usage: plain,
    incomplete_details: { reason },
    error: null,
  },
});

export const openaiResponses: WireScript = {
  contentType: 'text/event-stream; charset=utf-8',
  replies: {
    text: {
      frames: events([...opening, ...message(), ending([messageItem(wholeText)])]),
      seen: { outcome: 'ok', text: wholeText, tokens: { inputTotal: 20, outputTotal: 5 }, kinds: 'ttt' },
    },
    reasoning: {
      frames: events([
        ...opening,
        {
          type: 'response.output_item.added',
          output_index: 0,
          item: { id: 'rs_1', type: 'reasoning', summary: [] },
        },
        {
          type: 'response.reasoning_summary_part.added',
          ...summary,
          part: { type: 'summary_text', text: '' },
        },
        { type: 'response.reasoning_summary_text.delta', ...summary, delta: thought },
        { type: 'response.reasoning_summary_text.done', ...summary, text: thought },
        {
          type: 'response.reasoning_summary_part.done',
          ...summary,
          part: { type: 'summary_text', text: thought },
        },
        { type: 'response.output_item.done', output_index: 0, item: reasoningItem },
        ...message(pieces, 1),
        ending([reasoningItem, messageItem(wholeText)], {
          ...plain,
          output_tokens: 15,
          output_tokens_details: { reasoning_tokens: 10 },
          total_tokens: 35,
        }),
      ]),
      seen: {
        outcome: 'ok',
        text: wholeText,
        reasoning: thought,
        tokens: { output: 5, reasoning: 10, outputTotal: 15 },
        kinds: 'rttt',
      },
    },
    tools: {
      frames: events([
        ...opening,
        { type: 'response.output_item.added', output_index: 0, item: callItem('') },
        ...argumentPieces.map((delta) => ({
          type: 'response.function_call_arguments.delta',
          item_id: 'fc_1',
          output_index: 0,
          delta,
        })),
        {
          type: 'response.function_call_arguments.done',
          item_id: 'fc_1',
          output_index: 0,
          name: 'get_weather',
          arguments: argumentPieces.join(''),
        },
        { type: 'response.output_item.done', output_index: 0, item: callItem(argumentPieces.join('')) },
        ending([callItem(argumentPieces.join(''))]),
      ]),
      seen: { outcome: 'ok', toolCalls: [{ name: 'get_weather', arguments: city }], kinds: 'cc' },
    },
    json: {
      frames: events([...opening, ...message([json]), ending([messageItem(json)])]),
      seen: { outcome: 'ok', text: json },
    },
    cached: {
      frames: events([
        ...opening,
        ...message(),
        ending([messageItem(wholeText)], {
          ...plain,
          input_tokens: 100,
          input_tokens_details: { cached_tokens: 64 },
          total_tokens: 105,
        }),
      ]),
      seen: { outcome: 'ok', tokens: { input: 36, cacheRead: 64, inputTotal: 100, outputTotal: 5 } },
    },
    length: {
      frames: events([...opening, ...message(), incomplete('max_output_tokens')]),
      seen: { outcome: 'truncated', finish: 'max_output_tokens' },
    },
    refusal: {
      frames: events([...opening, ...message(), incomplete('content_filter')]),
      seen: { outcome: 'refused', errorClass: 'content_filter', finish: 'content_filter' },
    },
    'rate-limit': refused(429, error('requests', 'rate_limit_exceeded', 'slow down'), 'rate_limit'),
    'context-length': refused(
      400,
      error('invalid_request_error', 'context_length_exceeded', 'Your input exceeds the context window'),
      'context_length',
    ),
    'bad-key': refused(401, error('invalid_request_error', 'invalid_api_key', 'Incorrect API key'), 'auth'),
    'error-inside': {
      frames: events([
        ...opening,
        ...message(),
        { type: 'error', code: 'server_error', message: 'the server had an error', param: null },
      ]),
      seen: { outcome: 'error', errorClass: 'mid_stream_error' },
    },
    cut: {
      frames: events([...opening, ...message()]),
      cut: true,
      seen: { outcome: 'error', errorClass: 'stream_cut' },
    },
  },
};
