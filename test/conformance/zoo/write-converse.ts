/** Bedrock's Converse. */
import { awsEvent } from '../aws-event.ts';
import { endOf, image, inputPieces, isRaw, type ZooAnswer, type ZooWriter } from './zoo-answer.ts';

const ends = { stop: 'end_turn', tools: 'tool_use', length: 'max_tokens', filter: 'guardrail_intervened' };

function usageOf({ usage }: ZooAnswer): unknown {
  if (!usage) return undefined;
  if (isRaw(usage)) return usage.raw;
  const { input, cacheRead = 0, cacheWrite = 0, output } = usage;
  return {
    inputTokens: input - cacheRead - cacheWrite,
    outputTokens: output,
    totalTokens: input + output,
    cacheReadInputTokens: cacheRead,
    cacheWriteInputTokens: cacheWrite,
  };
}

const metadataOf = (answer: ZooAnswer) => ({
  usage: usageOf(answer),
  metrics: { latencyMs: 1 },
  ...(answer.tier !== undefined && { serviceTier: { type: answer.tier } }),
});

interface Block {
  start: object | null;
  deltas: object[];
  whole: object;
}

const toolOf = (answer: ZooAnswer, id: string, name: string, input: object | null, type?: string) => ({
  start: { toolUse: { toolUseId: id, name, ...(type && { type }) } },
  deltas: inputPieces(answer, input).map((piece) => ({ toolUse: { input: piece } })),
  whole: { toolUse: { toolUseId: id, name, input: input ?? {} } },
});

function blocksOf(answer: ZooAnswer): Block[] {
  const { reasoning, texts, calls = [], serverTool, image: drawn, cited } = answer;
  return [
    ...(reasoning === undefined
      ? []
      : [
          {
            start: null,
            deltas: [{ reasoningContent: { text: reasoning } }, { reasoningContent: { signature: 'c2ln' } }],
            whole: { reasoningContent: { reasoningText: { text: reasoning, signature: 'c2ln' } } },
          },
        ]),
    ...(serverTool ? [toolOf(answer, 'srv_1', 'web_search', { query: 'Peru' }, 'server_tool_use')] : []),
    ...(texts === undefined
      ? []
      : [
          {
            start: null,
            deltas: [...texts.map((text) => ({ text })), ...(cited ? [{ citation: { title: 'x' } }] : [])],
            whole: { text: texts.join('') },
          },
        ]),
    ...(drawn
      ? [
          {
            start: { image: { format: 'png' } },
            deltas: [],
            whole: { image: { format: 'png', source: { bytes: image } } },
          },
        ]
      : []),
    ...calls.map(({ id, name, input }) => toolOf(answer, id, name, input)),
  ];
}

const exceptions = {
  overloaded: 'serviceUnavailableException',
  limited: 'throttlingException',
  broken: 'modelStreamErrorException',
};

export const converseWriter: ZooWriter = {
  contentType: 'application/vnd.amazon.eventstream',
  stream(answer) {
    if (answer.refusal !== undefined) return null;
    const end = endOf(answer, ends);
    return [
      awsEvent('messageStart', { role: 'assistant' }),
      ...blocksOf(answer).flatMap(({ start, deltas }, contentBlockIndex) => [
        ...(start ? [awsEvent('contentBlockStart', { contentBlockIndex, start })] : []),
        ...deltas.map((delta) => awsEvent('contentBlockDelta', { contentBlockIndex, delta })),
        awsEvent('contentBlockStop', { contentBlockIndex }),
      ]),
      ...(end === null
        ? []
        : [awsEvent('messageStop', { stopReason: end }), awsEvent('metadata', metadataOf(answer))]),
    ];
  },
  whole: (answer) => ({
    output: { message: { role: 'assistant', content: blocksOf(answer).map(({ whole }) => whole) } },
    stopReason: endOf(answer, ends),
    ...metadataOf(answer),
  }),
  errorFrame: (kind, message) => awsEvent(exceptions[kind], { message }, 'exception'),
  refusal: (kind, message) => [{ limited: 429, 'too-long': 400, money: 400, key: 403 }[kind], { message }],
  words: {
    length: ['max_tokens', 'model_context_window_exceeded'],
    filter: ['guardrail_intervened', 'content_filtered'],
    error: ['malformed_model_output', 'malformed_tool_use'],
  },
};
