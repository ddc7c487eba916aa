/**
 * What providers tell of a quota in the headers of a response, in one form. Known families:
 * - OpenAI, Azure, Groq, xAI, Fireworks, LiteLLM: `x-ratelimit-{limit,remaining,reset}-{requests,tokens}`, reset as `6m0s`, `20ms` or
 *   seconds. Groq's requests are per day, which only the speed of their return tells.
 * - Anthropic: `anthropic-ratelimit-{requests,tokens,input-tokens,output-tokens}-{limit,remaining,reset}`, reset as a date.
 * - Mistral: `x-ratelimit-{limit,remaining}-{req,tokens}-{minute,month}`; Cerebras: `…-{requests,tokens}-{minute,hour,day}`, reset in seconds.
 * - Together: `x-ratelimit-*` and `x-tokenlimit-*` without a unit.
 * Sources: the providers' pages on rate limits, and for Mistral its client's issue 169.
 */
import { ownValue } from '../base/own-value.ts';
import type { QuotaReading } from '../contract/quota.ts';
import { durationMs } from './duration-ms.ts';

const header = /^(?:x|anthropic)-(?:rate|token)limit-/;

const windows: Record<string, number> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  month: 30 * 86_400_000,
};

interface Family {
  kind: QuotaReading['kind'];
  windowMs: number | null;
  limit?: number;
  remaining?: number;
  resetMs?: number | null;
}

const fields = new Set(['limit', 'remaining', 'reset']);

/** `x-ratelimit-remaining-req-minute` → what is left of requests per minute. */
function place(
  name: string,
): { field: string; family: string; kind: Family['kind']; windowMs: number | null } | null {
  const words = name.split('-').slice(2);
  const field = words.find((word) => fields.has(word));
  const rest = words.filter((word) => word !== field);
  if (field === undefined) return null;
  const unit = rest.at(-1) ?? '';
  const windowMs = ownValue(windows, unit) ?? null;
  const what = windowMs === null ? rest : rest.slice(0, -1);
  const isTokens = what.includes('tokens') || name.startsWith('x-tokenlimit');
  if (!isTokens && what.length > 0 && !/^req(uests)?$/.test(what.join('-'))) return null;
  const prefix = name.startsWith('x-tokenlimit') ? 'tokenlimit' : 'ratelimit';
  return { field, family: [prefix, ...rest].join(' '), kind: isTokens ? 'tokens' : 'requests', windowMs };
}

/** A quota that comes back so slowly is one of a day, whatever its name. */
const slowestMinuteMs = 10 * 60_000;

function readingOf({ kind, windowMs, limit, remaining, resetMs = null }: Family): QuotaReading | null {
  if (limit === undefined || remaining === undefined || !(limit > 0)) return null;
  const used = limit - remaining;
  const whole = resetMs !== null && used > 0 ? (resetMs * limit) / used : 0;
  const guessed = kind === 'requests' && whole > slowestMinuteMs ? (windows['day'] as number) : 60_000;
  return { kind, limit, remaining: Math.max(0, remaining), resetMs, windowMs: windowMs ?? guessed };
}

/** Every quota that the headers tell in full; empty when there is none. Nothing else of the headers is looked at. */
export function quotaReadings(
  headers: Iterable<[name: string, text: string]> | null,
  nowEpochMs: number,
): QuotaReading[] {
  if (!headers) return [];
  const families = new Map<string, Family>();
  for (const [name, text] of headers) {
    const found = header.test(name) ? place(name) : null;
    if (!found) continue;
    const { field, family, kind, windowMs } = found;
    const entry = families.get(family) ?? { kind, windowMs };
    families.set(family, entry);
    if (field === 'reset') entry.resetMs = durationMs(text, nowEpochMs);
    else if (Number.isFinite(Number(text))) entry[field as 'limit' | 'remaining'] = Number(text);
  }
  return [...families.values()].flatMap((family) => readingOf(family) ?? []);
}
