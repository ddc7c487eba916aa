/** How an attempt ended. Outcomes never share one latency distribution. */
export const outcomes = [
  'ok',
  'error',
  'timeout',
  'rate_limited',
  'refused',
  'truncated',
  'invalid_output',
  'dropped',
  'cancelled',
] as const;
export type Outcome = (typeof outcomes)[number];

/** Outcomes that carry an answer a scorer may judge. */
export const answeredOutcomes: ReadonlySet<Outcome> = new Set([
  'ok',
  'refused',
  'truncated',
  'invalid_output',
]);

/** Why an attempt did not end `ok`. `http_4xx` and `http_5xx` are for statuses without a class of their own. */
export const errorClasses = [
  'connect',
  'dns',
  'tls',
  'auth',
  'not_found',
  'bad_request',
  'context_length',
  'content_filter',
  'rate_limit',
  'quota',
  'overloaded',
  'http_4xx',
  'http_5xx',
  'mid_stream_error',
  'stream_cut',
  'stall',
  'timeout',
  'malformed',
  'empty',
  'cancelled',
  'client',
] as const;
export type ErrorClass = (typeof errorClasses)[number];

/** Classes worth another try; all others end the sample at once. */
export const retryableClasses: ReadonlySet<ErrorClass> = new Set([
  'connect',
  'dns',
  'rate_limit',
  'overloaded',
  'http_5xx',
  'mid_stream_error',
  'stream_cut',
  'stall',
  'timeout',
  'empty',
]);
