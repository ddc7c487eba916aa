import { wallClockMs } from '../../base/clock.ts';
import { oneLine } from '../../base/one-line.ts';
import type { AttemptFailure, CallResult, Timestamps } from '../../contract/attempt.ts';
import type { Outcome } from '../../contract/outcome.ts';
import { describeFailure, maxMessageLength, outcomeOfClass } from '../failure.ts';
import { redirectFailure } from '../failure/redirect.ts';
import { quotaReadings } from '../quota-readings.ts';
import { meaningOf } from '../readers/finish-meaning.ts';
import type { WireTrace } from '../transport/wire-trace.ts';
import type { AnswerBuilder } from './answer-builder.ts';
import { believableTokens } from './believable-tokens.ts';
import type { LaneCall } from './protocol.ts';
import { servedByWire } from './served-by.ts';

/** What went wrong, if anything did, and whether the stream had begun. */
export type Thrown = { error: unknown; insideStream: boolean } | null;

function timestampsOf(call: LaneCall, trace: WireTrace): Timestamps {
  return {
    scheduled: call.scheduledMs,
    dispatched: call.dispatchedMs,
    sent: trace.sentMs,
    connected: trace.connection?.connectedMs ?? null,
    connection: trace.connection && {
      started: trace.connection.startedMs,
      resolved: trace.connection.resolvedMs,
      tcp: trace.connection.tcpMs,
      secure: trace.connection.secure,
    },
    headers: trace.headersMs,
    firstByte: trace.firstByteMs,
    closed: trace.closedMs,
  };
}

/** What came instead of an event stream, e.g. the page of a proxy; `null` when nothing speaks against it. */
function otherContent(headers: WireTrace['headers']): string | null {
  const type = headers?.get('content-type') ?? '';
  return /^(text\/html|text\/plain|application\/xml)/i.test(type) ? type : null;
}

/** How a stream that came to its end without an error ended. */
function judge(
  builder: AnswerBuilder,
  trace: WireTrace,
): { outcome: Outcome; failure: AttemptFailure | null } {
  const failure = (failureClass: AttemptFailure['class'], message: string): AttemptFailure => ({
    class: failureClass,
    message: oneLine(message, maxMessageLength),
    httpStatus: trace.status,
    retryAfterMs: null,
  });
  const reason = builder.finishReason;
  // packages do not know every word of the wires they read
  const meaning = reason?.unified === 'other' && reason.raw ? meaningOf(reason.raw) : reason?.unified;
  const other = otherContent(trace.headers);
  if (other !== null && builder.isEmpty)
    return {
      outcome: 'error',
      failure: failure('malformed', `the answer is ${other}, not an API response: check baseUrl and proxies`),
    };
  if (reason && meaning === 'content-filter')
    return {
      outcome: 'refused',
      failure: failure(
        'content_filter',
        `the provider stopped the answer: ${builder.finishMessage ?? reason.raw ?? 'content filter'}`,
      ),
    };
  if (reason === null || meaning === 'interrupted' || (meaning === 'other' && reason.raw === undefined))
    return { outcome: 'error', failure: failure('stream_cut', 'the stream ended without a finish reason') };
  if (meaning === 'length') return { outcome: 'truncated', failure: null };
  if (meaning === 'error')
    return {
      outcome: 'error',
      failure: failure('mid_stream_error', builder.finishMessage ?? `finish reason ${reason.raw ?? 'error'}`),
    };
  if (builder.isEmpty)
    return {
      outcome: 'error',
      failure: failure('empty', 'the answer has neither text, reasoning nor a tool call'),
    };
  return { outcome: 'ok', failure: null };
}

/** Makes the result of what the wire and the builder know. */
export function concludeCall(
  call: LaneCall,
  trace: WireTrace,
  builder: AnswerBuilder,
  thrown: Thrown,
): CallResult {
  const answer = builder.answer();
  const quota = quotaReadings(trace.headers, wallClockMs());
  const failed =
    thrown || trace.failure || redirectFailure(trace)
      ? describeFailure(thrown?.error, trace, thrown?.insideStream ?? true, wallClockMs())
      : null;
  const { outcome, failure } = failed
    ? { outcome: outcomeOfClass(failed.class), failure: failed }
    : judge(builder, trace);
  const { tokens, facts } = builder;
  // of an answer without end nothing is kept: it would fill journal and memory
  const isKept = trace.failure?.code !== 'ASSAY_TOO_LARGE';
  const turn = isKept ? builder.turn : undefined;
  // AWS and Google tell these beside the answer
  const serviceTier = facts.serviceTier ?? trace.headers?.get('x-gemini-service-tier') ?? undefined;
  const servedBy = facts.servedBy ?? servedByWire(trace);
  return {
    ...(turn === undefined ? {} : { turn }),
    outcome,
    timestamps: timestampsOf(call, trace),
    frames: isKept ? builder.frames : { at: [], kinds: '' },
    answer: !isKept || (builder.isEmpty && answer.finishReason === null) ? null : answer,
    tokens: believableTokens(tokens, !builder.isEmpty),
    rawUsage: builder.rawUsage,
    responseModel: facts.responseModel ?? null,
    ...(facts.fingerprint !== undefined && { fingerprint: facts.fingerprint }),
    ...(serviceTier !== undefined && { serviceTier }),
    ...(servedBy !== undefined && { servedBy }),
    ...(facts.reasoningEffort !== undefined && { reasoningEffort: facts.reasoningEffort }),
    ...(facts.costNanousd !== undefined && { statedCostNanousd: facts.costNanousd }),
    responseId: facts.responseId ?? trace.headers?.get('x-amzn-requestid') ?? null,
    httpStatus: trace.status,
    failure,
    ...(quota.length > 0 && { quota }),
  };
}
