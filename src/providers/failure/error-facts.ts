/** What an error says to programs, whatever its shape: codes, a status of its own, when to come again, which quota. */
import { isObject, parsedText } from './error-text.ts';

export interface ErrorFacts {
  /** In lower case, letters and digits alone: `insufficient_quota` and `InsufficientQuota` are one. */
  codes: string[];
  /** 400 to 599, of an error that came without such a status on the wire. */
  status: number | null;
  /** Names and values in the manner of headers and fields that may tell when to come again. */
  waits: [name: string, value: string][];
  /** Google's names of quotas: `GenerateRequestsPerMinutePerProjectPerModel-FreeTier`. */
  quotas: string[];
}

const codeNames = /^(?:code|type|status|reason|__type|error_?type|error_?code|error|kind|category)$/i;
const statusNames = /^(?:code|status|status_?code|http_?status|error_?code)$/i;
const waitNames =
  /^(?:retry_?delay|(?:x-)?retry[-_]?after.*|retryafter\w*|estimated_time|resets?_(?:in|at)(?:_seconds)?|(?:x-)?ratelimit-.*)$/i;
const quotaNames = /^quota_?(?:id|limit|unit|metric)$/i;
/** Echoes of what was asked. */
const echoes = new Set(['input', 'ctx', 'request', 'messages', 'failed_generation', 'prompt', 'contents']);

const deepest = 10;
const maxNodes = 1000;

/** AWS writes `namespace#Name` and `Name:http://…`. */
const codeOf = (text: string): string =>
  text
    .replace(/^[\w.]*#/, '')
    .replace(/:.*$/s, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

function statusOf(value: unknown): number | null {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : null;
}

/** Google's durations are text, or seconds and nanoseconds. */
function waitText(value: unknown): string | null {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!isObject(value) || value['seconds'] === undefined) return null;
  return String(Number(value['seconds']) + Number(value['nanos'] ?? 0) / 1e9);
}

/** `errorType`: of AWS, whose bodies may be a message alone: the header `x-amzn-errortype`. */
export function factsOf(error: unknown, errorType: string | null = null): ErrorFacts {
  const facts: ErrorFacts = {
    codes: errorType === null ? [] : [codeOf(errorType)],
    status: null,
    waits: [],
    quotas: [],
  };
  let nodes = 0;
  const read = (value: unknown, depth: number): void => {
    if (depth > deepest || nodes++ > maxNodes) return;
    if (typeof value === 'string') {
      const parsed = parsedText(value);
      if (parsed !== null && typeof parsed === 'object') read(parsed, depth + 1);
    } else if (Array.isArray(value)) for (const item of value) read(item, depth + 1);
    else if (isObject(value)) for (const [name, item] of Object.entries(value)) field(name, item, depth);
  };
  const field = (name: string, value: unknown, depth: number): void => {
    if (echoes.has(name)) return;
    if (statusNames.test(name)) facts.status ??= statusOf(value);
    if (codeNames.test(name) && typeof value === 'string' && value.length <= 100)
      facts.codes.push(codeOf(value));
    const wait = waitNames.test(name) ? waitText(value) : null;
    if (wait !== null) facts.waits.push([name.toLowerCase(), wait]);
    else if (quotaNames.test(name) && typeof value === 'string') facts.quotas.push(value);
    else read(value, depth + 1);
  };
  read(error, 0);
  return facts;
}
