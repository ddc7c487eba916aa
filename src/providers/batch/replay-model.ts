/**
 * What a provider's package would send, and what it makes of an answer, without sending anything: the package is handed a
 * `fetch` that keeps the request, or gives back the answer out of a batch. So nothing of a wire is written down twice.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { LanguageModelV4, LanguageModelV4GenerateResult } from '@ai-sdk/provider';
import { nowMs } from '../../base/clock.ts';
import type { Redact } from '../../base/redactor.ts';
import type { CallResult } from '../../contract/attempt.ts';
import type { BatchRequest } from '../../contract/batch.ts';
import { notSent } from '../../contract/no-answer.ts';
import type { Endpoint } from '../endpoint.ts';
import { AnswerBuilder } from '../lanes/answer-builder.ts';
import { createAttachmentReader } from '../lanes/attachment-bytes.ts';
import { optionsOf } from '../lanes/call-options.ts';
import { concludeCall, type Thrown } from '../lanes/conclude-call.ts';
import { missingOf } from '../lanes/missing-of.ts';
import type { LaneCall } from '../lanes/protocol.ts';
import { wireLimitsOf } from '../lanes/wire-limits.ts';
import { redactResult } from '../redact-result.ts';
import type { OpenReader } from '../readers/answer-reader.ts';
import { AnswerResponse } from '../readers/answer-response.ts';
import { mayBeCut } from '../readers/package-request.ts';
import { readerOf } from '../readers/readers.ts';
import { vendorOf } from '../registry.ts';
import { ResponseHeaders } from '../transport/response-headers.ts';
import { WireTrace } from '../transport/wire-trace.ts';

export interface CapturedRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface ReplayModel {
  /** Rejects when the package cannot say what is asked. */
  requestOf(request: BatchRequest): Promise<CapturedRequest>;
  /** As if this status and body (JSON text) had come for the request; it has no times. */
  resultOf(request: BatchRequest, status: number, body: string): Promise<CallResult>;
}

interface Exchange {
  captured: CapturedRequest | null;
  answer: { status: number; body: string } | null;
}

const exchanges = new AsyncLocalStorage<Exchange>();

const replayFetch = (async (input: string | URL | Request, init: RequestInit = {}) => {
  const exchange = exchanges.getStore();
  if (!exchange) throw new Error('a provider package sent a request outside a batch');
  exchange.captured = {
    url: String(input instanceof Request ? input.url : input),
    headers: Object.fromEntries(new Headers(init.headers)),
    body: String(init.body),
  };
  const { status, body } = exchange.answer ?? { status: 400, body: '{"error":{"message":"not sent"}}' };
  return new Response(body, { status, headers: { 'content-type': 'application/json' } });
}) as typeof globalThis.fetch;

function callOf({ target, messages, tools }: BatchRequest): LaneCall {
  const now = nowMs();
  return {
    callId: '',
    endpointId: target.id,
    messages,
    tools,
    keepTurn: false,
    parameters: target.parameters,
    timeoutMs: target.limits.timeoutMs,
    limits: wireLimitsOf(target.limits),
    scheduledMs: now,
    dispatchedMs: now,
    notBeforeMs: 0,
  };
}

/** The parts of an answer in one piece, in the words of a stream. */
function fill(builder: AnswerBuilder, { content, ...rest }: LanguageModelV4GenerateResult): void {
  builder.add({ type: 'stream-start', warnings: rest.warnings });
  if (rest.response) {
    builder.add({ type: 'raw', rawValue: rest.response.body });
    builder.add({ type: 'response-metadata', ...rest.response });
  }
  for (const part of content) {
    if (part.type === 'text') builder.add({ type: 'text-delta', id: '0', delta: part.text });
    else if (part.type === 'reasoning') builder.add({ type: 'reasoning-delta', id: '0', delta: part.text });
    else if (part.type === 'tool-call') builder.add(part);
  }
  builder.add({ type: 'finish', finishReason: rest.finishReason, usage: rest.usage });
}

const json = new ResponseHeaders(['content-type', 'application/json']);

function readWhole(
  builder: AnswerBuilder,
  { tools }: LaneCall,
  body: string,
  read: OpenReader,
  vendorId: string,
): Promise<Thrown> {
  const context = { vendorId, toolNames: new Set(tools.map(({ name }) => name)), structuredTool: null };
  return new Promise((settled) => {
    const response = new AnswerResponse([], builder, read, context, settled);
    response.head(200, json);
    response.data(Buffer.from(body), 0);
    response.end();
  });
}

function withoutTimes(result: CallResult): CallResult {
  return {
    ...result,
    timestamps: { ...result.timestamps, ...notSent, connection: null },
    frames: { at: [], kinds: '' },
    batch: true,
  };
}

/** `files`: folder of the attachments of messages. `redact`: keeps keys out of results. */
export async function openReplayModel(
  endpoint: Endpoint,
  files: string | undefined,
  redact: Redact,
): Promise<ReplayModel> {
  const vendor = vendorOf(endpoint.vendorId);
  if (vendor.native) throw new Error(`${vendor.name} has no package`);
  const create = await vendor.load({ ...endpoint, fetch: replayFetch });
  const model: LanguageModelV4 = create(endpoint.model);
  const attachments = createAttachmentReader(files);

  const read = readerOf(vendor, endpoint);

  /** With our own reader; a package tells what it left out of the request only when it reads the answer itself. */
  async function fillFrom(
    builder: AnswerBuilder,
    call: LaneCall,
    status: number,
    body: string,
  ): Promise<Thrown> {
    if (read && status < 400 && !mayBeCut(call)) return readWhole(builder, call, body, read, vendor.id);
    try {
      fill(builder, await generate(call, { captured: null, answer: { status, body } }));
      const missing = missingOf(call, builder.unsupported);
      return missing && { error: missing, insideStream: false };
    } catch (error) {
      return { error, insideStream: false };
    }
  }

  async function generate(call: LaneCall, exchange: Exchange): Promise<LanguageModelV4GenerateResult> {
    const { includeRawChunks: _, ...options } = optionsOf(call, await attachments.read(call.messages));
    return exchanges.run(exchange, async () => model.doGenerate(options));
  }

  return {
    async requestOf(request) {
      const exchange: Exchange = { captured: null, answer: null };
      const failed = await generate(callOf(request), exchange).then(() => null, Error);
      if (exchange.captured) return exchange.captured;
      throw failed ?? new Error(`the package of ${vendor.name} sent no request`);
    },
    async resultOf(request, status, body) {
      const call = callOf(request);
      const trace = new WireTrace();
      trace.status = status;
      trace.headers = json;
      const builder = new AnswerBuilder([], { thinkTags: call.parameters.thinkTags });
      const thrown = await fillFrom(builder, call, status, body);
      return withoutTimes(redactResult(concludeCall(call, trace, builder, thrown), redact));
    },
  };
}
