/** From whatever a provider, a package or the transport reports to one class, one line for people, and when to come again. */
import {
  APICallError,
  JSONParseError,
  TypeValidationError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { headOf } from '../base/cut-text.ts';
import { oneLine } from '../base/one-line.ts';
import type { AttemptFailure } from '../contract/attempt.ts';
import type { ErrorClass, Outcome } from '../contract/outcome.ts';
import { factsOf } from './failure/error-facts.ts';
import { textOf } from './failure/error-text.ts';
import { redirectFailure } from './failure/redirect.ts';
import { classOfRefusal } from './failure/refusal-class.ts';
import { retryAfterMs, retryDelayMs } from './failure/retry-delay.ts';
import { errorIn } from './readers/error-in.ts';
import { isObject } from './readers/fields.ts';
import { MalformedAnswer } from './readers/malformed-answer.ts';
import type { WireTrace } from './transport/wire-trace.ts';

export const maxMessageLength = 1000;
/** Of the body that is kept beside the message. */
const maxBodyLength = 16_000;

const transportClasses: Record<string, ErrorClass> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'connect',
  EHOSTUNREACH: 'connect',
  ENETUNREACH: 'connect',
  UND_ERR_CONNECT_TIMEOUT: 'connect',
  ASSAY_TIMEOUT: 'timeout',
  ASSAY_CANCELLED: 'cancelled',
  ASSAY_NO_CALL: 'client',
  ASSAY_CLIENT: 'client',
  ASSAY_REDIRECT: 'client',
  ASSAY_ADDRESS: 'client',
  ASSAY_NO_CONTENT: 'malformed',
  ASSAY_TOO_LARGE: 'malformed',
  ASSAY_CODING: 'malformed',
  ASSAY_CUT: 'stream_cut',
  UND_ERR_HEADERS_OVERFLOW: 'malformed',
};

/** Node's names for what OpenSSL finds wrong with a certificate, and EPROTO for a peer that speaks no TLS. */
const tlsCodes = /CERT|TLS|SSL|ALTNAME|SIGNATURE|CRL|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|EPROTO/;

function classOfTransport(code: string, trace: WireTrace): ErrorClass {
  const known = transportClasses[code];
  if (known === 'timeout' && trace.firstByteMs !== null && trace.closedMs !== null) {
    const silentMs = trace.closedMs - (trace.frames.at.at(-1) ?? trace.firstByteMs);
    const totalMs = trace.closedMs - (trace.sentMs ?? trace.closedMs);
    return silentMs > totalMs / 2 ? 'stall' : 'timeout';
  }
  if (known) return known;
  if (tlsCodes.test(code)) return 'tls';
  if (trace.headersMs !== null) return 'stream_cut';
  // what answers speaks no HTTP
  if (/^(HPE_|HTTPParserError|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)/.test(code)) return 'malformed';
  return /UND_ERR_SOCKET|ECONNRESET|EPIPE/.test(code) ? 'connect' : 'client';
}

export function outcomeOfClass(errorClass: ErrorClass): Outcome {
  if (errorClass === 'timeout' || errorClass === 'stall') return 'timeout';
  if (errorClass === 'rate_limit') return 'rate_limited';
  if (errorClass === 'content_filter') return 'refused';
  return errorClass === 'cancelled' ? 'cancelled' : 'error';
}

/** What was wrong with a frame of a shape that the package does not know, without the frame and the whole tree of complaints. */
function shapeProblem({ cause }: TypeValidationError): string {
  const issues = (cause as { issues?: unknown } | undefined)?.issues;
  const problem = textOf(issues);
  return problem === ''
    ? 'a frame does not have the form of this API'
    : `a frame does not have the form of this API: ${problem}`;
}

const notJson = ({ cause }: JSONParseError): string =>
  `a frame is not JSON: ${cause instanceof Error ? cause.message : 'it is not an object'}`;

/** The error as its sender wrote it, and what to say when that says nothing. */
function sourceOf(error: unknown): { said: unknown; otherwise: string; sent?: string } {
  if (APICallError.isInstance(error))
    return { said: error.responseBody || error.data || error.message, otherwise: error.message };
  // a package that does not know an error's shape takes it for a bad frame
  if (TypeValidationError.isInstance(error))
    return { said: isObject(error.value) ? errorIn(error.value) : null, otherwise: shapeProblem(error) };
  if (JSONParseError.isInstance(error)) return { said: null, otherwise: notJson(error), sent: error.text };
  if (error instanceof Error) return { said: error.message, otherwise: error.name };
  return { said: error, otherwise: 'the provider reported an error without a message' };
}

const bodyOf = (said: unknown): string => (typeof said === 'string' ? said : (JSON.stringify(said) ?? ''));

/** Kept where the line leaves something out. */
function withBody(failure: AttemptFailure, said: unknown): AttemptFailure {
  const body = said === null || said === undefined ? '' : headOf(bodyOf(said).trim(), maxBodyLength);
  return body === '' || body === failure.message ? failure : { ...failure, body };
}

function ofTransport(
  failure: NonNullable<WireTrace['failure']>,
  trace: WireTrace,
  nowEpochMs: number,
): AttemptFailure {
  return {
    class: classOfTransport(failure.code, trace),
    message: oneLine(`${failure.message} (${failure.code})`, maxMessageLength),
    httpStatus: trace.status,
    retryAfterMs: retryAfterMs(trace.headers, nowEpochMs),
  };
}

/** `error`: what `doStream` rejected with, or what an error part inside the stream held. */
export function describeFailure(
  error: unknown,
  trace: WireTrace,
  insideStream: boolean,
  nowEpochMs: number,
): AttemptFailure {
  const redirected = redirectFailure(trace);
  if (redirected) return redirected;
  // a refusal whose body was cut is a refusal still
  const isCut =
    trace.failure !== null && (trace.status ?? 0) >= 400 && trace.failure.code !== 'ASSAY_CANCELLED';
  if (trace.failure && !isCut) return ofTransport(trace.failure, trace, nowEpochMs);
  const { said, otherwise, sent = said } = sourceOf(error);
  const httpStatus = trace.status;
  const isRefusal = httpStatus !== null && httpStatus >= 400;
  const facts = factsOf(said, trace.headers?.get('x-amzn-errortype') ?? null);
  const text = oneLine(textOf(said), maxMessageLength);
  const message =
    text === '' ? (isRefusal ? `status ${httpStatus}` : oneLine(textOf(otherwise), maxMessageLength)) : text;
  const delayMs = retryDelayMs(trace.headers, facts, message, nowEpochMs);
  const status = isRefusal ? httpStatus : facts.status;
  const own = UnsupportedFunctionalityError.isInstance(error)
    ? 'client'
    : error instanceof MalformedAnswer && !isRefusal
      ? 'malformed'
      : null;
  const known = own ?? classOfRefusal({ status, facts, message, hasReset: delayMs !== null });
  // a package may look at the first frames before it hands the stream on: an error among them came inside of it all the same
  const cameInside = insideStream || (APICallError.isInstance(error) && error.data !== undefined);
  const elsewhere = cameInside ? 'mid_stream_error' : httpStatus === null ? 'client' : 'malformed';
  const isVague = !isRefusal && (known === null || known === 'http_5xx' || known === 'http_4xx');
  const errorClass = isVague ? elsewhere : (known as ErrorClass);
  return withBody({ class: errorClass, message, httpStatus, retryAfterMs: delayMs }, sent);
}
