/**
 * Takes one attempt as it happened, gives the numbers of `contract/measurement.ts`. Pure; what the attempt does not tell
 * stays `null`. Definitions and reasons: `docs/metrics.md`.
 */
import type { Attempt, CallResult, Tokens } from '../contract/attempt.ts';
import type { Measurement } from '../contract/measurement.ts';
import { answeredOutcomes } from '../contract/outcome.ts';
import type { Target } from '../contract/suite.ts';
import type { PriceBook } from './price-book.ts';
import { stallsOf } from './stalls.ts';

type Measurable = CallResult & Pick<Attempt, 'startedAtMs'>;

const minus = (later: number | null | undefined, earlier: number | null): number | null =>
  later == null || earlier === null ? null : later - earlier;

function outputTotalOf(tokens: Tokens | null): number | null {
  if (!tokens) return null;
  if (tokens.output !== null && tokens.reasoning !== null) return tokens.output + tokens.reasoning;
  return tokens.outputTotal ?? tokens.output;
}

/** Reasoning that is billed but never sent came before the first frame: it was not decoded in the time we saw. */
function streamedTokens(attempt: CallResult): number | null {
  const hidden = attempt.frames.kinds.includes('r') ? 0 : (attempt.tokens?.reasoning ?? 0);
  const total = outputTotalOf(attempt.tokens);
  return total === null ? null : total - hidden;
}

function startTimes({ stamps, frames }: CallResult) {
  const firstOutput = frames.kinds.search(/[tc]/);
  return {
    ttft_ms: minus(frames.at[0], stamps.sent),
    ttfo_ms: firstOutput < 0 ? null : minus(frames.at[firstOutput], stamps.sent),
    ttfb_ms: minus(stamps.firstByte, stamps.sent),
    queue_ms: minus(stamps.sent, stamps.scheduled),
  };
}

const unknownEnd = {
  e2e_ms: null,
  response_ms: null,
  decode_ms: null,
  tpot_ms: null,
  stall_max_ms: null,
  stalls: null,
  tok_s_user: null,
  tok_s_e2e: null,
};

/** Everything that needs the last content frame, and so an answer that came to its end. */
function endTimes(attempt: CallResult): typeof unknownEnd | Record<keyof typeof unknownEnd, number | null> {
  const { stamps, frames, outcome } = attempt;
  const first = frames.at[0];
  const last = frames.at.at(-1);
  if (first === undefined || last === undefined || !answeredOutcomes.has(outcome)) return unknownEnd;
  const e2e = minus(last, stamps.sent);
  const decode = last - first;
  const tokens = outputTotalOf(attempt.tokens);
  const later = streamedTokens(attempt);
  const tpot = later !== null && later > 1 && decode > 0 ? decode / (later - 1) : null;
  const stalls = stallsOf(frames.at);
  return {
    e2e_ms: e2e,
    response_ms: last - stamps.scheduled,
    decode_ms: decode,
    tpot_ms: tpot,
    stall_max_ms: stalls?.longestMs ?? null,
    stalls: stalls?.count ?? null,
    tok_s_user: tpot === null ? null : 1000 / tpot,
    tok_s_e2e: tokens === null || e2e === null || e2e <= 0 ? null : (tokens * 1000) / e2e,
  };
}

/** A call that never left, or that was turned away by an HTTP status, is not billed: its cost is known to be nothing. */
function unbilled(attempt: CallResult): boolean {
  if (attempt.frames.at.length > 0) return false;
  return attempt.stamps.sent === null || (attempt.httpStatus !== null && attempt.httpStatus >= 400);
}

function costOf(attempt: Measurable, target: Target, prices: PriceBook) {
  if (attempt.tokens) return prices.costOf(attempt.tokens, target, attempt.startedAtMs);
  if (!unbilled(attempt)) return null;
  const priced = prices.priceOf(target);
  return priced && { nanousd: 0, priceId: priced.priceId };
}

export function measure(attempt: Measurable, target: Target, prices: PriceBook): Measurement {
  const tokens = attempt.tokens;
  const reported = tokens !== null && Object.values(tokens).some((count) => count !== null);
  const cost = costOf(attempt, target, prices);
  return {
    ...startTimes(attempt),
    ...endTimes(attempt),
    input_tokens: tokens?.input ?? null,
    cache_read_tokens: tokens?.cacheRead ?? null,
    cache_write_tokens: tokens?.cacheWrite ?? null,
    output_tokens: tokens?.output ?? null,
    reasoning_tokens: tokens?.reasoning ?? null,
    usage_source: reported ? 'provider' : 'missing',
    cost_nanousd: cost?.nanousd ?? null,
    price_id: cost?.priceId ?? '',
  };
}
