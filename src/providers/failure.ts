/** From whatever a provider package throws to one of our classes. Concept: class by meaning first, status second. */
import { APICallError, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import type { AttemptFailure } from '../contract/attempt.ts';
import type { ErrorClass, Outcome } from '../contract/outcome.ts';
import { MalformedAnswer } from './readers/malformed-answer.ts';
import type { WireTrace } from './transport/wire-trace.ts';

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
  ASSAY_REDIRECT: 'malformed',
  ASSAY_NO_CONTENT: 'malformed',
  ASSAY_TOO_LARGE: 'malformed',
  ASSAY_CODING: 'malformed',
  ASSAY_CUT: 'stream_cut',
  UND_ERR_HEADERS_OVERFLOW: 'malformed',
};

/** What providers write in bodies whose status alone does not tell. */
const phrases: [RegExp, ErrorClass][] = [
  // Gemini and xAI refuse a wrong key with status 400
  [/api[ _]key (is )?(not valid|invalid)|(incorrect|invalid) api key|API_KEY_INVALID/i, 'auth'],
  [/insufficient_quota|billing|credit balance|exceeded your current quota/i, 'quota'],
  [
    /context_length_exceeded|maximum (context|prompt) length|(prompt|input) is too long|too many (input )?tokens|input token count/i,
    'context_length',
  ],
  [/content_filter|content policy|safety (system|setting)|blocked by/i, 'content_filter'],
  [/overloaded/i, 'overloaded'],
];

function classOfStatus(status: number, body: string): ErrorClass {
  const said = phrases.find(([pattern]) => pattern.test(body))?.[1];
  if (status === 401 || status === 403) return said === 'quota' ? 'quota' : 'auth';
  if (status === 404) return 'not_found';
  if (status === 429) return said === 'quota' ? 'quota' : 'rate_limit';
  if (status === 529 || status === 503) return 'overloaded';
  if (said !== undefined && said !== 'overloaded') return said;
  if (status === 400 || status === 422) return 'bad_request';
  return status >= 500 ? 'http_5xx' : 'http_4xx';
}

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

/** `Retry-After` in seconds or as a date, or the millisecond form some providers add. */
export function retryAfterMs(headers: Pick<Headers, 'get'> | null, nowEpochMs: number): number | null {
  if (!headers) return null;
  const ms = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(ms)) return Math.max(0, ms);
  const value = headers.get('retry-after');
  if (value === null) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - nowEpochMs);
}

export function outcomeOfClass(errorClass: ErrorClass): Outcome {
  if (errorClass === 'timeout' || errorClass === 'stall') return 'timeout';
  if (errorClass === 'rate_limit') return 'rate_limited';
  if (errorClass === 'content_filter') return 'refused';
  return errorClass === 'cancelled' ? 'cancelled' : 'error';
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'string' ? error : (JSON.stringify(error) ?? String(error));
}

/** `error`: what `doStream` rejected with, or what an error part inside the stream held. */
export function describeFailure(
  error: unknown,
  trace: WireTrace,
  insideStream: boolean,
  nowEpochMs: number,
): AttemptFailure {
  const httpStatus = trace.status;
  const after = retryAfterMs(trace.headers, nowEpochMs);
  if (trace.failure)
    return {
      class: classOfTransport(trace.failure.code, trace),
      message: `${trace.failure.message} (${trace.failure.code})`,
      httpStatus,
      retryAfterMs: after,
    };
  if (httpStatus !== null && httpStatus >= 400) {
    const body = APICallError.isInstance(error) ? (error.responseBody ?? '') : '';
    return {
      class: classOfStatus(httpStatus, `${body} ${messageOf(error)}`),
      message: messageOf(error) || body,
      httpStatus,
      retryAfterMs: after,
    };
  }
  if (error instanceof MalformedAnswer)
    return { class: 'malformed', message: error.message, httpStatus, retryAfterMs: after };
  if (UnsupportedFunctionalityError.isInstance(error))
    return { class: 'client', message: messageOf(error), httpStatus, retryAfterMs: after };
  const said = phrases.find(([pattern]) => pattern.test(messageOf(error)))?.[1];
  // a package may look at the first frames before it hands the stream on: an error among them came inside of it all the same
  const cameInside = insideStream || (APICallError.isInstance(error) && error.data !== undefined);
  const errorClass = said ?? (cameInside ? 'mid_stream_error' : httpStatus === null ? 'client' : 'malformed');
  return { class: errorClass, message: messageOf(error), httpStatus, retryAfterMs: after };
}
