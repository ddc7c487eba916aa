/** What servers send, and what must be seen of it: each on every wire that has a form for it. */
import { gzipSync } from 'node:zlib';
import type { ErrorClass, Outcome } from '../../../src/contract/outcome.ts';
import type { Tokens } from '../../../src/contract/attempt.ts';
import {
  servedModel,
  texts,
  thought,
  usage,
  wholeText,
  type ZooAnswer,
  type ZooUsage,
  type ZooWriter,
} from './zoo-answer.ts';

export interface ZooSeen {
  outcome: Outcome;
  class?: ErrorClass;
  message?: RegExp;
  text?: string;
  reasoning?: string;
  calls?: { name: string; arguments: unknown }[];
  /** `null`: there is no count at all. */
  tokens?: Partial<Tokens> | null;
  model?: string;
  tier?: string;
  /** Of the response. */
  id?: string;
  files?: number;
  citations?: number;
  serverTools?: Record<string, number>;
  /** What the provider says that it cost. */
  costNanousd?: number;
  kinds?: RegExp;
  retryAfterMs?: number;
}

export interface ZooReply {
  status?: number;
  headers?: Record<string, string>;
  body: Buffer;
  /** Bytes per write; absent: all at once. */
  step?: number;
  seen: ZooSeen;
}

export interface ZooScenario {
  name: string;
  /** Nothing: the wire has no form for it. */
  of(writer: ZooWriter, wire: string): ZooReply[];
}

const plain: ZooAnswer = { model: servedModel, texts, usage };
const ok: ZooSeen = { outcome: 'ok', text: wholeText };

const bytes = (frames: (string | Buffer)[]): Buffer =>
  Buffer.concat(frames.map((frame) => Buffer.from(frame as string)));

function streamed(
  writer: ZooWriter,
  answer: ZooAnswer,
  seen: ZooSeen,
  more: Partial<ZooReply> = {},
): ZooReply[] {
  const frames = writer.stream(answer);
  return frames === null
    ? []
    : [{ headers: { 'content-type': writer.contentType }, body: bytes(frames), seen, ...more }];
}

const scenario = (name: string, answer: ZooAnswer, seen: ZooSeen): ZooScenario => ({
  name,
  of: (writer) => streamed(writer, { ...plain, ...answer }, seen),
});

/** An answer that is no stream. */
const inOnePiece = (name: string, headers: Record<string, string>): ZooScenario => ({
  name,
  of: (writer) => {
    const answer: ZooAnswer = { ...plain, calls: [lima], end: 'tools' };
    const body = Buffer.from(JSON.stringify(writer.whole(answer)));
    const seen: ZooSeen = {
      ...ok,
      calls: [{ name: 'get_weather', arguments: { city: 'Lima' } }],
      tokens: { inputTotal: 20, outputTotal: 5 },
    };
    return [{ headers, body, seen }];
  },
});

const isText = (writer: ZooWriter) => writer.contentType.startsWith('text/');

/** The text of a stream, written otherwise. */
const rewritten = (name: string, change: (text: string) => string, seen: ZooSeen): ZooScenario => ({
  name,
  of: (writer) =>
    isText(writer)
      ? streamed(writer, plain, seen).map((reply) => ({
          ...reply,
          body: Buffer.from(change(reply.body.toString())),
        }))
      : [],
});

const words = (name: string, which: keyof ZooWriter['words'], seen: ZooSeen): ZooScenario => ({
  name,
  of: (writer) => writer.words[which].flatMap((word) => streamed(writer, { ...plain, end: { word } }, seen)),
});

/** A count as no server should send it; by wire, as each has its own names. */
const counts = (name: string, raw: Record<string, unknown>, tokens: Partial<Tokens> | null): ZooScenario => ({
  name,
  of: (writer, wire) => {
    const own = raw[wire];
    return own === undefined ? [] : streamed(writer, { ...plain, usage: { raw: own } }, { ...ok, tokens });
  },
});

/** Input and output under each wire's own names. */
const named = (input: unknown, output: unknown): Record<string, unknown> => ({
  'openai-chat': { prompt_tokens: input, completion_tokens: output },
  'mistral-chat': { prompt_tokens: input, completion_tokens: output },
  'openai-responses': { input_tokens: input, output_tokens: output },
  'anthropic-messages': { input_tokens: input, output_tokens: output },
  gemini: { promptTokenCount: input, candidatesTokenCount: output },
  'bedrock-converse': { inputTokens: input, outputTokens: output },
  'cohere-chat': { tokens: { input_tokens: input, output_tokens: output } },
});

const inside = (
  name: string,
  kind: Parameters<ZooWriter['errorFrame']>[0],
  message: string,
  errorClass: ErrorClass,
): ZooScenario => ({
  name,
  of: (writer) =>
    streamed(
      writer,
      { ...plain, end: null },
      {
        outcome: errorClass === 'rate_limit' ? 'rate_limited' : 'error',
        class: errorClass,
        message: new RegExp(message),
      },
    ).map((reply) => ({ ...reply, body: bytes([reply.body, writer.errorFrame(kind, message)]) })),
});

/** A frame that is an error in the words of no wire. */
const foreign = (name: string, frame: string, message: RegExp): ZooScenario => ({
  name,
  of: (writer) =>
    isText(writer)
      ? streamed(
          writer,
          { ...plain, end: null },
          { outcome: 'error', class: 'mid_stream_error', message },
        ).map((reply) => ({ ...reply, body: bytes([reply.body, frame]) }))
      : [],
});

const before = (
  name: string,
  kind: Parameters<ZooWriter['refusal']>[0],
  message: string,
  errorClass: ErrorClass,
): ZooScenario => ({
  name,
  of: (writer) => {
    const [status, body] = writer.refusal(kind, message);
    const seen: ZooSeen = {
      outcome: errorClass === 'rate_limit' ? 'rate_limited' : 'error',
      class: errorClass,
      message: new RegExp(message.slice(0, 20)),
    };
    return [
      {
        status,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(body)),
        seen,
      },
    ];
  },
});

const lima = { id: 'call_1', name: 'get_weather', input: { city: 'Lima' } };
const time = { id: 'call_2', name: 'get_time', input: null };
const cached: ZooUsage = { input: 100, cacheRead: 64, output: 5 };

export const zooScenarios: ZooScenario[] = [
  {
    name: 'text',
    // Bedrock and Cohere name no model
    of: (writer, wire) =>
      streamed(writer, plain, {
        ...ok,
        ...(!/bedrock|cohere/.test(wire) && { model: servedModel }),
        tokens: { inputTotal: 20, outputTotal: 5 },
        kinds: /^t+$/,
      }),
  },
  scenario('reasoning', { reasoning: thought }, { ...ok, reasoning: thought, kinds: /^rt+$/ }),
  scenario(
    'two calls, one without arguments',
    { texts: [], calls: [lima, time], end: 'tools' },
    {
      outcome: 'ok',
      calls: [
        { name: 'get_weather', arguments: { city: 'Lima' } },
        { name: 'get_time', arguments: {} },
      ],
    },
  ),
  scenario('a tool that ran at the provider', { serverTool: true }, { ...ok, calls: [] }),
  scenario('a picture alone', { texts: [], image: true }, { outcome: 'ok', text: '', files: 1, kinds: /^t/ }),
  scenario('sources', { cited: true }, { ...ok, citations: 1 }),
  scenario(
    'refused in words',
    { texts: [], refusal: 'No.' },
    { outcome: 'refused', class: 'content_filter', text: 'No.' },
  ),
  inOnePiece('in one piece', { 'content-type': 'application/json' }),
  inOnePiece('in one piece, no content type', {}),
  inOnePiece('in one piece, called an event stream', { 'content-type': 'text/event-stream' }),
  {
    name: 'compressed',
    of: (writer) =>
      streamed(writer, plain, ok).map((reply) => ({
        ...reply,
        headers: { ...reply.headers, 'content-encoding': 'gzip' },
        body: gzipSync(reply.body),
      })),
  },
  { name: 'three bytes at a time', of: (writer) => streamed(writer, plain, ok, { step: 3 }) },
  rewritten('no empty line at the end', (text) => text.trimEnd(), ok),
  rewritten('CRLF', (text) => text.replaceAll('\n', '\r\n'), ok),
  rewritten(
    'comments and unknown events',
    (text) => `: hello\n\nevent: novelty\ndata: {"type":"novelty","x":1}\n\n${text}`,
    ok,
  ),
  rewritten('events without their names', (text) => text.replaceAll(/^event: .*\n/gm, ''), ok),
  words('ended for length', 'length', { outcome: 'truncated', text: wholeText }),
  words('ended by a filter', 'filter', { outcome: 'refused', class: 'content_filter', text: wholeText }),
  words('ended by an error', 'error', { outcome: 'error', class: 'mid_stream_error' }),
  {
    name: 'ended for a reason nobody knows',
    // the Responses API has no word for an end that is none of its failures
    of: (writer, wire) =>
      wire === 'openai-responses' ? [] : streamed(writer, { ...plain, end: { word: 'zenith' } }, ok),
  },
  scenario('cut', { end: null }, { outcome: 'error', class: 'stream_cut' }),
  scenario('nothing in it', { texts: [] }, { outcome: 'error', class: 'empty' }),
  scenario(
    'input from a cache',
    { usage: cached },
    { ...ok, tokens: { input: 36, cacheRead: 64, inputTotal: 100 } },
  ),
  scenario(
    'input to a cache',
    { usage: { ...cached, cacheWrite: 16 } },
    { ...ok, tokens: { input: 20, cacheRead: 64, cacheWrite: 16, inputTotal: 100 } },
  ),
  {
    name: 'reasoning counted',
    of: (writer, wire) =>
      // Converse does not tell it apart
      wire === 'bedrock-converse'
        ? []
        : streamed(
            writer,
            { ...plain, usage: { input: 20, output: 15, reasoning: 10 } },
            {
              ...ok,
              tokens: { output: 5, reasoning: 10, outputTotal: 15 },
            },
          ),
  },
  counts('counts of zero', named(0, 0), null),
  counts('counts of null', named(null, null), null),
  counts('a negative count', named(20, -1), { input: 20, output: null }),
  counts('a fraction', named(20, 2.5), { input: 20, output: null }),
  counts('a count beyond belief', named(20, 1e15), { input: 20, output: null }),
  counts('no output for a text', named(20, 0), { input: 20, output: null }),
  counts('counts as text', named('many', 'few'), null),
  scenario('no count', { usage: null }, { ...ok, tokens: null }),
  scenario('service tier', { tier: 'flex' }, { ...ok, tier: 'flex' }),
  {
    name: 'told by headers',
    of: (writer, wire) => {
      const told: Record<string, [header: string, seen: Partial<ZooSeen>]> = {
        gemini: ['x-gemini-service-tier', { tier: 'told' }],
        'bedrock-converse': ['x-amzn-requestid', { id: 'told' }],
      };
      const [header, seen] = told[wire] ?? [];
      if (header === undefined) return [];
      const headers = { 'content-type': writer.contentType, [header]: 'told' };
      return streamed(writer, plain, { ...ok, ...seen }, { headers });
    },
  },
  inside('an error inside', 'broken', 'the engine died at noon', 'mid_stream_error'),
  inside('overloaded inside', 'overloaded', 'please come back later', 'overloaded'),
  inside('a limit inside', 'limited', 'too many requests at once', 'rate_limit'),
  foreign('a foreign error: detail', 'data: {"detail":"engine died"}\n\n', /engine died/),
  foreign('a foreign error: text', 'data: {"error":"engine died"}\n\n', /engine died/),
  foreign('a foreign error: event', 'event: error\ndata: {"message":"engine died"}\n\n', /engine died/),
  foreign(
    'a foreign error: object',
    'data: {"object":"error","message":"engine died","code":500}\n\n',
    /engine died/,
  ),
  before('a limit', 'limited', 'Slow down, please: the limit is per minute', 'rate_limit'),
  before(
    'too long',
    'too-long',
    'Your prompt is too long for the context length of this model',
    'context_length',
  ),
  before('a wrong key', 'key', 'The api key is not valid', 'auth'),
  {
    name: 'a limit with a time to wait',
    of: (writer) => {
      const [status, body] = writer.refusal(
        'limited',
        'You exceeded your current quota, please check your plan and billing details.',
      );
      const seen: ZooSeen = { outcome: 'rate_limited', class: 'rate_limit', retryAfterMs: 4000 };
      const headers = { 'content-type': 'application/json', 'retry-after': '4' };
      return [{ status, headers, body: Buffer.from(JSON.stringify(body)), seen }];
    },
  },
  {
    name: 'no money',
    of: () => [
      {
        status: 402,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from('{"error":{"message":"Insufficient credits"}}'),
        seen: { outcome: 'error', class: 'quota', message: /Insufficient credits/ },
      },
    ],
  },
  {
    name: 'a redirect',
    of: () => [
      {
        status: 308,
        headers: { location: 'https://elsewhere.example/v2' },
        body: Buffer.from(''),
        seen: { outcome: 'error', message: /308.*elsewhere\.example/ },
      },
    ],
  },
  {
    name: 'JSON of no answer',
    of: () => [
      {
        headers: { 'content-type': 'application/json' },
        body: Buffer.from('{"hello":"world"}'),
        seen: { outcome: 'error', class: 'malformed', message: /has no/ },
      },
    ],
  },
  {
    name: 'an HTML page',
    of: () => [
      {
        headers: { 'content-type': 'text/html' },
        body: Buffer.from('<!doctype html><title>Welcome</title>'),
        seen: { outcome: 'error', class: 'malformed', message: /html/i },
      },
    ],
  },
];
