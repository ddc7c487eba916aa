/** How long a provider wants silence: fields of its error, headers, then what its sentence says. */
import { durationMs, spanMs } from '../duration-ms.ts';
import type { ErrorFacts } from './error-facts.ts';

type Told = Iterable<[name: string, text: string]>;

/** No longer: a made-up number must not become an instant that no clock has. */
const longestMs = 366 * 86_400_000;

const sane = (ms: number | null): number | null =>
  ms === null || !Number.isFinite(ms) || ms < 0 ? null : Math.min(ms, longestMs);

const inMs = /^(?:x-)?(?:ms-)?retry[-_]?after[-_]?ms$/;
const inAnyForm =
  /^(?:x-)?(?:ms-)?retry[-_]?(?:after|delay)(?:[-_]?(?:s|seconds))?$|^estimated_time$|^resets?[-_](?:in|at)(?:[-_]?(?:s|seconds))?$/;

/** A number of seconds, an instant of the epoch in seconds or ms, a span or a date. */
function spanOrInstantMs(text: string, nowEpochMs: number): number | null {
  const instant = /^\d{10,13}(?:\.\d+)?$/.test(text.trim()) ? Number(text) : 0;
  if (instant > 0) return Math.max(0, (instant > 1e11 ? instant : instant * 1000) - nowEpochMs);
  return durationMs(text, nowEpochMs);
}

/** Names as headers and fields have them; a repeated header counts as its first. */
function askedMs(told: Told, nowEpochMs: number): number | null {
  let found: number | null = null;
  for (const [name, text] of told) {
    const value = text.trim().replace(/^([\d.]+)\s*,.*/, '$1');
    if (inMs.test(name)) {
      const ms = sane(value === '' ? null : Number(value));
      if (ms !== null) return ms;
    } else if (inAnyForm.test(name)) found ??= sane(spanOrInstantMs(value, nowEpochMs));
  }
  return found;
}

const resetName = /^(?:x-|anthropic-)?(?:rate-?limit|tokenlimit)(?:-[a-z0-9-]+?)?-reset(?:-[a-z0-9-]+)?$/;

/** The one header of the IETF's drafts: `"minute";r=0;t=40`, and before that `limit=9, remaining=0, reset=40`. */
function policyMs(text: string): number | null {
  const policies = text.includes(';') ? text.split(',') : [text];
  const waits = policies
    .filter((policy) => /\b(?:r|remaining)=0\b/.test(policy))
    .flatMap((policy) => /\b(?:t|reset)=(\d{1,9})\b/.exec(policy)?.[1] ?? []);
  return waits.length === 0 ? null : sane(Math.max(...waits.map(Number)) * 1000);
}

/** The longest of the resets of what is used up; a quota of which something is left says nothing of the wait. */
function quotaMs(told: Told, nowEpochMs: number): number | null {
  const values = new Map<string, string>();
  for (const [name, text] of told) values.set(name, text);
  let longest = policyMs(values.get('ratelimit') ?? '');
  for (const [name, text] of values) {
    if (!resetName.test(name)) continue;
    const left = values.get(name.replace(/reset(?:-after)?/, 'remaining'));
    if (left !== undefined && Number(left) > 0) continue;
    const ms = sane(spanOrInstantMs(text, nowEpochMs));
    if (ms !== null) longest = Math.max(longest ?? 0, ms);
  }
  return longest;
}

/** Each amount begins with a digit and each unit has none: no text is gone over twice. */
const spoken =
  /(?:try again|retry(?:ing)?|wait|resets?|available(?: again)?)(?: [a-z]+){0,3}?(?: (?:in|after|for|about))?:?\s*((?:\d+(?:\.\d+)?\s*[a-z]+[\s,]*(?:and\s+)?)+)/i;
const bare = /(?:try again|retry)(?: your request)? (?:in|after):? (\d+(?:\.\d+)?)(?![\w.:-])/i;

function spokenMs(message: string): number | null {
  const near = message.slice(0, 4000);
  const span = spoken.exec(near)?.[1];
  if (span !== undefined) return sane(spanMs(span.trim().replace(/[\s,]*(?:and)?$/, '')));
  const seconds = bare.exec(near)?.[1];
  return seconds === undefined ? null : sane(Number(seconds) * 1000);
}

/** `null`: nothing is said of it. */
export function retryDelayMs(
  headers: Told | null,
  facts: ErrorFacts,
  message: string,
  nowEpochMs: number,
): number | null {
  return (
    askedMs(facts.waits, nowEpochMs) ??
    askedMs(headers ?? [], nowEpochMs) ??
    spokenMs(message) ??
    quotaMs([...(headers ?? []), ...facts.waits], nowEpochMs)
  );
}

/** `Retry-After` and its kin alone: seconds, a date, or milliseconds. */
export function retryAfterMs(headers: Told | null, nowEpochMs: number): number | null {
  return askedMs(headers ?? [], nowEpochMs);
}
