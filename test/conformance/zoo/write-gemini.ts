/** Gemini. */
import { sse } from '../wire-script.ts';
import { endOf, image, isRaw, type ZooAnswer, type ZooWriter } from './zoo-answer.ts';

const ends = { stop: 'STOP', tools: 'STOP', length: 'MAX_TOKENS', filter: 'SAFETY' };

function usageOf({ usage, tier }: ZooAnswer): unknown {
  if (!usage) return undefined;
  if (isRaw(usage)) return usage.raw;
  const { input, cacheRead, output, reasoning = 0 } = usage;
  return {
    promptTokenCount: input,
    candidatesTokenCount: output - reasoning,
    totalTokenCount: input + output,
    ...(reasoning > 0 && { thoughtsTokenCount: reasoning }),
    ...(cacheRead !== undefined && { cachedContentTokenCount: cacheRead }),
    ...(tier !== undefined && { serviceTier: tier }),
  };
}

const grounding = {
  groundingMetadata: {
    webSearchQueries: ['Peru', 'capital of Peru'],
    groundingChunks: [{ web: { uri: 'https://example.org', title: 'x' } }],
  },
};

function partsOf(answer: ZooAnswer): object[] {
  return [
    ...(answer.reasoning === undefined ? [] : [{ text: answer.reasoning, thought: true }]),
    ...(answer.serverTool
      ? [
          { executableCode: { language: 'PYTHON', code: 'print(1)' } },
          { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1' } },
        ]
      : []),
    ...(answer.texts ?? []).map((text) => ({ text })),
    ...(answer.image ? [{ inlineData: { mimeType: 'image/png', data: image } }] : []),
    ...(answer.calls ?? []).map(({ name, input }) => ({
      functionCall: { name, ...(input && { args: input }) },
    })),
  ];
}

function frame(answer: ZooAnswer, parts: object[], isLast: boolean): object {
  const usageMetadata = isLast ? usageOf(answer) : undefined;
  const end = isLast ? endOf(answer, ends) : null;
  return {
    candidates: [
      {
        content: { role: 'model', parts },
        index: 0,
        ...(end !== null && { finishReason: end }),
        ...(isLast && answer.cited && grounding),
      },
    ],
    ...(usageMetadata !== undefined && { usageMetadata }),
    ...(answer.model !== undefined && { modelVersion: answer.model }),
    responseId: 'r1',
  };
}

export const geminiWriter: ZooWriter = {
  contentType: 'text/event-stream',
  stream(answer) {
    if (answer.refusal !== undefined || (answer.usage && !isRaw(answer.usage) && answer.usage.cacheWrite))
      return null;
    return [...partsOf(answer).map((part) => frame(answer, [part], false)), frame(answer, [], true)].map(
      (each) => sse(each),
    );
  },
  whole: (answer) => frame(answer, partsOf(answer), true),
  errorFrame: (kind, message) =>
    sse({
      error: {
        code: { overloaded: 503, limited: 429, broken: 500 }[kind],
        message,
        status: { overloaded: 'UNAVAILABLE', limited: 'RESOURCE_EXHAUSTED', broken: 'INTERNAL' }[kind],
      },
    }),
  refusal: (kind, message) => {
    const error = {
      limited: {
        code: 429,
        status: 'RESOURCE_EXHAUSTED',
        details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '4s' }],
      },
      'too-long': { code: 400, status: 'INVALID_ARGUMENT' },
      money: {
        code: 429,
        status: 'RESOURCE_EXHAUSTED',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
            violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }],
          },
        ],
      },
      key: {
        code: 400,
        status: 'INVALID_ARGUMENT',
        details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }],
      },
    }[kind];
    return [error.code, { error: { message, ...error } }];
  },
  words: {
    length: ['MAX_TOKENS'],
    filter: ['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'IMAGE_SAFETY', 'LANGUAGE'],
    error: [
      'OTHER',
      'MALFORMED_FUNCTION_CALL',
      'UNEXPECTED_TOOL_CALL',
      'FINISH_REASON_UNSPECIFIED',
      'NO_IMAGE',
    ],
  },
};
