/** https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent */
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

const chunk = (parts: object[], more: object = {}, usage?: object) =>
  sse({
    candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
    ...(usage ? { usageMetadata: usage } : {}),
    modelVersion: model,
    responseId: 'r1',
  });
const plain = { promptTokenCount: 20, candidatesTokenCount: 5, totalTokenCount: 25 };
const texts = pieces.map((text) => chunk([{ text }]));
const end = (finishReason: string, usage: object = plain) => chunk([{ text: '' }], { finishReason }, usage);
const error = (code: number, status: string, message: string) => ({ error: { code, message, status } });

export const gemini: WireScript = {
  contentType: 'text/event-stream',
  replies: {
    text: {
      frames: [...texts, end('STOP')],
      seen: {
        outcome: 'ok',
        text: wholeText,
        finish: 'STOP',
        tokens: { inputTotal: 20, outputTotal: 5 },
        kinds: 'ttt',
      },
    },
    reasoning: {
      frames: [
        chunk([{ text: thought, thought: true }]),
        ...texts,
        // the thoughts are counted beside the candidates here
        end('STOP', { ...plain, thoughtsTokenCount: 10, totalTokenCount: 35 }),
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
        chunk([{ functionCall: { name: 'get_weather', args: city } }], { finishReason: 'STOP' }, plain),
      ],
      seen: {
        outcome: 'ok',
        toolCalls: [{ name: 'get_weather', arguments: city }],
        finish: 'STOP',
        kinds: 'c',
      },
    },
    json: { frames: [chunk([{ text: json }]), end('STOP')], seen: { outcome: 'ok', text: json } },
    cached: {
      frames: [
        ...texts,
        end('STOP', { ...plain, promptTokenCount: 100, cachedContentTokenCount: 64, totalTokenCount: 105 }),
      ],
      seen: { outcome: 'ok', tokens: { input: 36, cacheRead: 64, inputTotal: 100, outputTotal: 5 } },
    },
    length: { frames: [...texts, end('MAX_TOKENS')], seen: { outcome: 'truncated', finish: 'MAX_TOKENS' } },
    refusal: {
      frames: [...texts, end('SAFETY')],
      seen: { outcome: 'refused', errorClass: 'content_filter', finish: 'SAFETY' },
    },
    'rate-limit': refused(429, error(429, 'RESOURCE_EXHAUSTED', 'slow down'), 'rate_limit'),
    'context-length': refused(
      400,
      error(
        400,
        'INVALID_ARGUMENT',
        'The input token count (9) exceeds the maximum number of tokens allowed (8).',
      ),
      'context_length',
    ),
    'bad-key': refused(
      400,
      error(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.'),
      'auth',
    ),
    'error-inside': {
      frames: [...texts, sse(error(500, 'INTERNAL', 'internal error'))],
      seen: { outcome: 'error', errorClass: 'mid_stream_error' },
    },
    cut: { frames: texts, cut: true, seen: { outcome: 'error', errorClass: 'stream_cut' } },
  },
};
