/** Chat Completions. */
import { sse } from '../wire-script.ts';
import {
  openaiRefusal,
  endOf,
  image,
  inputPieces,
  isRaw,
  type ZooAnswer,
  type ZooWriter,
} from './zoo-answer.ts';

const ends = { stop: 'stop', tools: 'tool_calls', length: 'length', filter: 'content_filter' };

function usageOf({ usage }: ZooAnswer): unknown {
  if (!usage) return null;
  if (isRaw(usage)) return usage.raw;
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    ...(usage.cacheRead !== undefined && {
      prompt_tokens_details: { cached_tokens: usage.cacheRead, cache_write_tokens: usage.cacheWrite ?? 0 },
    }),
    ...(usage.reasoning !== undefined && {
      completion_tokens_details: { reasoning_tokens: usage.reasoning },
    }),
  };
}

const callsOf = ({ calls = [] }: ZooAnswer) =>
  calls.map(({ id, name, input }, index) => ({
    index,
    id,
    type: 'function',
    function: { name, arguments: input === null ? '' : JSON.stringify(input) },
  }));

/** The first piece names the call. */
const deltasOf = (answer: ZooAnswer) =>
  callsOf(answer).flatMap((call, i) => {
    const [first = '', ...rest] = inputPieces(answer, answer.calls?.[i]?.input ?? null);
    return [
      { ...call, function: { ...call.function, arguments: first } },
      ...rest.map((piece) => ({ index: i, function: { arguments: piece } })),
    ];
  });

const chunk = ({ model, tier }: ZooAnswer, delta: object, finish_reason: string | null = null) =>
  sse({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    ...(model !== undefined && { model }),
    ...(tier !== undefined && { service_tier: tier }),
    choices: [{ index: 0, delta, finish_reason }],
  });

export const chatWriter: ZooWriter = {
  contentType: 'text/event-stream',
  stream(answer) {
    if (answer.serverTool || answer.cited) return null;
    const usage = usageOf(answer);
    const end = endOf(answer, ends);
    return [
      chunk(answer, { role: 'assistant', content: '' }),
      ...(answer.reasoning === undefined ? [] : [chunk(answer, { reasoning_content: answer.reasoning })]),
      ...(answer.texts ?? []).map((content) => chunk(answer, { content })),
      ...(answer.refusal === undefined ? [] : [chunk(answer, { refusal: answer.refusal })]),
      ...(answer.image
        ? [
            chunk(answer, {
              images: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${image}` } }],
            }),
          ]
        : []),
      ...deltasOf(answer).map((delta) => chunk(answer, { tool_calls: [delta] })),
      ...(end === null ? [] : [chunk(answer, {}, end)]),
      ...(usage === null ? [] : [sse({ id: 'chatcmpl-1', model: answer.model, choices: [], usage })]),
      ...(end === null ? [] : [sse('[DONE]')]),
    ];
  },
  whole: (answer) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: answer.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: answer.texts?.join('') ?? null,
          ...(answer.reasoning !== undefined && { reasoning_content: answer.reasoning }),
          ...(answer.calls && { tool_calls: callsOf(answer) }),
        },
        finish_reason: endOf(answer, ends),
      },
    ],
    usage: usageOf(answer),
  }),
  errorFrame: (kind, message) =>
    sse({
      error: {
        message,
        type: { overloaded: 'overloaded_error', limited: 'rate_limit_exceeded', broken: 'server_error' }[
          kind
        ],
      },
    }),
  refusal: openaiRefusal,
  words: {
    length: ['length', 'max_tokens', 'MAX_TOKENS', 'model_length'],
    filter: ['content_filter', 'sensitive', 'SAFETY'],
    error: ['error', 'abort', 'insufficient_system_resource'],
  },
};
