/** Cohere's Chat, version 2. */
import { sse } from '../wire-script.ts';
import { endOf, inputPieces, isRaw, type ZooAnswer, type ZooWriter } from './zoo-answer.ts';

const ends = { stop: 'COMPLETE', tools: 'TOOL_CALL', length: 'MAX_TOKENS', filter: 'ERROR_TOXIC' };

const event = (data: { type: string; [name: string]: unknown }) => sse(data, data.type);

function usageOf({ usage }: ZooAnswer): unknown {
  if (!usage) return undefined;
  if (isRaw(usage)) return usage.raw;
  const { input, cacheRead, output } = usage;
  return {
    billed_units: { input_tokens: input, output_tokens: output },
    tokens: { input_tokens: input, output_tokens: output },
    ...(cacheRead !== undefined && { cached_tokens: cacheRead }),
  };
}

const callsOf = ({ calls = [] }: ZooAnswer) =>
  calls.map(({ id, name, input }) => ({
    id,
    type: 'function',
    function: { name, arguments: input === null ? '' : JSON.stringify(input) },
  }));

const block = (index: number, type: 'text' | 'thinking', texts: string[]) => [
  event({ type: 'content-start', index, delta: { message: { content: { type, [type]: '' } } } }),
  ...texts.map((text) =>
    event({ type: 'content-delta', index, delta: { message: { content: { [type]: text } } } }),
  ),
  event({ type: 'content-end', index }),
];

export const cohereWriter: ZooWriter = {
  contentType: 'text/event-stream',
  stream(answer) {
    const { usage } = answer;
    const hasParts =
      usage && !isRaw(usage) && (usage.reasoning !== undefined || usage.cacheWrite !== undefined);
    if (
      answer.serverTool ||
      answer.image ||
      answer.refusal !== undefined ||
      answer.tier !== undefined ||
      hasParts
    )
      return null;
    const end = endOf(answer, ends);
    return [
      event({ type: 'message-start', id: 'm1', delta: { message: { role: 'assistant', content: [] } } }),
      ...(answer.reasoning === undefined ? [] : block(0, 'thinking', [answer.reasoning])),
      ...(answer.texts === undefined ? [] : block(1, 'text', answer.texts)),
      ...(answer.cited
        ? [
            event({
              type: 'citation-start',
              index: 0,
              delta: { message: { citations: { start: 0, end: 1 } } },
            }),
            event({ type: 'citation-end', index: 0 }),
          ]
        : []),
      ...callsOf(answer).flatMap((call, index) => [
        event({
          type: 'tool-call-start',
          index,
          delta: { message: { tool_calls: { ...call, function: { ...call.function, arguments: '' } } } },
        }),
        ...inputPieces(answer, answer.calls?.[index]?.input ?? null).map((piece) =>
          event({
            type: 'tool-call-delta',
            index,
            delta: { message: { tool_calls: { function: { arguments: piece } } } },
          }),
        ),
        event({ type: 'tool-call-end', index }),
      ]),
      ...(end === null
        ? []
        : [event({ type: 'message-end', delta: { finish_reason: end, usage: usageOf(answer) } })]),
    ];
  },
  whole: (answer) => ({
    id: 'm1',
    message: {
      role: 'assistant',
      content: [
        ...(answer.reasoning === undefined ? [] : [{ type: 'thinking', thinking: answer.reasoning }]),
        ...(answer.texts === undefined ? [] : [{ type: 'text', text: answer.texts.join('') }]),
      ],
      ...(answer.calls && { tool_calls: callsOf(answer) }),
    },
    finish_reason: endOf(answer, ends),
    usage: usageOf(answer),
  }),
  errorFrame: (kind, message) =>
    event({
      type: 'error',
      error: { overloaded: 'overloaded_error', limited: 'rate_limit_error', broken: 'internal' }[kind],
      message,
    }),
  refusal: (kind, message) => [
    { limited: 429, 'too-long': 400, money: 402, key: 401 }[kind],
    { id: 'x', message },
  ],
  words: { length: ['MAX_TOKENS'], filter: ['ERROR_TOXIC'], error: ['ERROR', 'TIMEOUT'] },
};
