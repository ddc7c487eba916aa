/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
import { awsEvent } from '../aws-event.ts';
import {
  argumentPieces,
  city,
  json,
  pieces,
  refused,
  thought,
  wholeText,
  type WireScript,
} from '../wire-script.ts';

const start = awsEvent('messageStart', { role: 'assistant' });
const delta = (contentBlockIndex: number, content: object) =>
  awsEvent('contentBlockDelta', { contentBlockIndex, delta: content });
const stopBlock = (contentBlockIndex: number) => awsEvent('contentBlockStop', { contentBlockIndex });
const texts = (index = 0) => [...pieces.map((text) => delta(index, { text })), stopBlock(index)];
const plain = { inputTokens: 20, outputTokens: 5, totalTokens: 25 };
const end = (stopReason: string, usage: object = plain) => [
  awsEvent('messageStop', { stopReason }),
  awsEvent('metadata', { usage, metrics: { latencyMs: 1 } }),
];

export const bedrockConverse: WireScript = {
  contentType: 'application/vnd.amazon.eventstream',
  replies: {
    text: {
      frames: [start, ...texts(), ...end('end_turn')],
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
        start,
        delta(0, { reasoningContent: { text: thought } }),
        stopBlock(0),
        ...texts(1),
        ...end('end_turn'),
      ],
      seen: { outcome: 'ok', text: wholeText, reasoning: thought, kinds: 'rttt' },
    },
    tools: {
      frames: [
        start,
        awsEvent('contentBlockStart', {
          contentBlockIndex: 0,
          start: { toolUse: { toolUseId: 'tooluse_1', name: 'get_weather' } },
        }),
        ...argumentPieces.map((input) => delta(0, { toolUse: { input } })),
        stopBlock(0),
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
      frames: [start, delta(0, { text: json }), stopBlock(0), ...end('end_turn')],
      seen: { outcome: 'ok', text: json },
    },
    cached: {
      frames: [
        start,
        ...texts(),
        ...end('end_turn', {
          ...plain,
          cacheReadInputTokens: 64,
          cacheWriteInputTokens: 16,
          totalTokens: 105,
        }),
      ],
      // as Anthropic's: the input leaves the cache out
      seen: {
        outcome: 'ok',
        tokens: { input: 20, cacheRead: 64, cacheWrite: 16, inputTotal: 100, outputTotal: 5 },
      },
    },
    length: {
      frames: [start, ...texts(), ...end('max_tokens')],
      seen: { outcome: 'truncated', finish: 'max_tokens' },
    },
    refusal: {
      frames: [start, ...texts(), ...end('guardrail_intervened')],
      seen: { outcome: 'refused', errorClass: 'content_filter', finish: 'guardrail_intervened' },
    },
    'rate-limit': refused(429, { message: 'Too many requests' }, 'rate_limit'),
    'context-length': refused(400, { message: 'Input is too long for requested model.' }, 'context_length'),
    'bad-key': refused(403, { message: 'The security token included in the request is invalid.' }, 'auth'),
    'error-inside': {
      frames: [start, ...texts(), awsEvent('internalServerException', { message: 'internal' }, 'exception')],
      seen: { outcome: 'error', errorClass: 'mid_stream_error' },
    },
    cut: { frames: [start, ...texts()], cut: true, seen: { outcome: 'error', errorClass: 'stream_cut' } },
  },
};
