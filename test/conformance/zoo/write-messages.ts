/** Anthropic's Messages. */
import { sse } from '../wire-script.ts';
import { endOf, inputPieces, isRaw, type ZooAnswer, type ZooWriter } from './zoo-answer.ts';

const ends = { stop: 'end_turn', tools: 'tool_use', length: 'max_tokens', filter: 'refusal' };

const event = (data: { type: string; [name: string]: unknown }) => sse(data, data.type);

function usageOf({ usage, serverTool, tier }: ZooAnswer): Record<string, unknown> {
  if (!usage) return {};
  if (isRaw(usage)) return usage.raw as Record<string, unknown>;
  const { input, cacheRead = 0, cacheWrite = 0, output, reasoning } = usage;
  return {
    input_tokens: input - cacheRead - cacheWrite,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite,
    output_tokens: output,
    ...(reasoning !== undefined && { output_tokens_details: { thinking_tokens: reasoning } }),
    ...(serverTool && { server_tool_use: { web_search_requests: 2 } }),
    ...(tier !== undefined && { service_tier: tier }),
  };
}

interface Block {
  start: Record<string, unknown>;
  deltas: object[];
  whole: object;
}

function blocksOf(answer: ZooAnswer): Block[] {
  const { reasoning, texts, calls = [] } = answer;
  const text = texts?.join('') ?? '';
  const citation = { type: 'web_search_result_location', url: 'https://example.org', cited_text: 'x' };
  return [
    ...(reasoning === undefined
      ? []
      : [
          {
            start: { type: 'thinking', thinking: '', signature: '' },
            deltas: [
              { type: 'thinking_delta', thinking: reasoning },
              { type: 'signature_delta', signature: 'c2ln' },
            ],
            whole: { type: 'thinking', thinking: reasoning, signature: 'c2ln' },
          },
        ]),
    ...(answer.serverTool
      ? [
          {
            start: { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} },
            deltas: [{ type: 'input_json_delta', partial_json: '{"query":"Peru"}' }],
            whole: {
              type: 'server_tool_use',
              id: 'srvtoolu_1',
              name: 'web_search',
              input: { query: 'Peru' },
            },
          },
          {
            start: { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] },
            deltas: [],
            whole: { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] },
          },
        ]
      : []),
    ...(texts === undefined
      ? []
      : [
          {
            start: { type: 'text', text: '' },
            deltas: [
              ...texts.map((piece) => ({ type: 'text_delta', text: piece })),
              ...(answer.cited ? [{ type: 'citations_delta', citation }] : []),
            ],
            whole: { type: 'text', text, ...(answer.cited && { citations: [citation] }) },
          },
        ]),
    ...calls.map(({ id, name, input }) => ({
      start: { type: 'tool_use', id, name, input: {} },
      deltas: inputPieces(answer, input).map((partial_json) => ({ type: 'input_json_delta', partial_json })),
      whole: { type: 'tool_use', id, name, input: input ?? {} },
    })),
  ];
}

const messageOf = (answer: ZooAnswer) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: answer.model,
  content: [],
  stop_reason: null,
  stop_sequence: null,
});

export const messagesWriter: ZooWriter = {
  contentType: 'text/event-stream',
  stream(answer) {
    if (answer.image || answer.refusal !== undefined) return null;
    const usage = usageOf(answer);
    const end = endOf(answer, ends);
    return [
      event({
        type: 'message_start',
        message: {
          ...messageOf(answer),
          usage: { ...usage, ...('output_tokens' in usage && { output_tokens: 1 }) },
        },
      }),
      ...blocksOf(answer).flatMap(({ start, deltas }, index) => [
        event({ type: 'content_block_start', index, content_block: start }),
        ...deltas.map((delta) => event({ type: 'content_block_delta', index, delta })),
        event({ type: 'content_block_stop', index }),
      ]),
      ...(end === null
        ? []
        : [
            event({ type: 'message_delta', delta: { stop_reason: end, stop_sequence: null }, usage }),
            event({ type: 'message_stop' }),
          ]),
    ];
  },
  whole: (answer) => ({
    ...messageOf(answer),
    content: blocksOf(answer).map(({ whole }) => whole),
    stop_reason: endOf(answer, ends),
    usage: usageOf(answer),
  }),
  errorFrame: (kind, message) =>
    event({
      type: 'error',
      error: {
        type: { overloaded: 'overloaded_error', limited: 'rate_limit_error', broken: 'api_error' }[kind],
        message,
      },
    }),
  refusal: (kind, message) => {
    const type = {
      limited: 'rate_limit_error',
      'too-long': 'invalid_request_error',
      money: 'billing_error',
      key: 'authentication_error',
    };
    return [
      { limited: 429, 'too-long': 400, money: 402, key: 401 }[kind],
      { type: 'error', error: { type: type[kind], message } },
    ];
  },
  words: {
    length: ['max_tokens', 'model_context_window_exceeded', 'pause_turn', 'compaction'],
    filter: ['refusal'],
    error: [],
  },
};
