/**
 * Takes one attempt as it happened, gives the numbers of `contract/measurement.ts`. Pure; what the attempt does not tell
 * stays `null`. Definitions and reasons: `docs/metrics.md`.
 */
import type { CallResult, Tokens } from '../contract/attempt.ts';
import type { Measurement } from '../contract/measurement.ts';
import { answeredOutcomes } from '../contract/outcome.ts';
import type { Target } from '../contract/suite.ts';
import { roundToUnits } from '../contract/whole-units.ts';
import { estimatedTokens, usageGapOf, type LocalCount } from './local-count.ts';
import { costsOf, type Priceable } from './costs-of.ts';
import type { PriceBook } from './price-book.ts';
import { soundTokens } from './sound-tokens.ts';
import { stallsOf } from './stalls.ts';

const minus = (later: number | null | undefined, earlier: number | null): number | null =>
  later == null || earlier === null ? null : later - earlier;

function outputTotalOf(tokens: Tokens | null): number | null {
  if (!tokens) return null;
  if (tokens.output !== null && tokens.reasoning !== null)
    return tokens.output + tokens.reasoning + (tokens.outputAudio ?? 0) + (tokens.outputImage ?? 0);
  return tokens.outputTotal ?? tokens.output;
}

/** Reasoning that is billed but never sent came before the first frame: it was not decoded in the time we saw. */
function streamedTokens(attempt: CallResult): number | null {
  const hidden = attempt.frames.kinds.includes('r') ? 0 : (attempt.tokens?.reasoning ?? 0);
  const total = outputTotalOf(attempt.tokens);
  return total === null ? null : total - hidden;
}

function startTimes({ timestamps, frames }: CallResult) {
  const firstOutput = frames.kinds.search(/[tc]/);
  return {
    ttft_ms: minus(frames.at[0], timestamps.sent),
    ttfo_ms: firstOutput < 0 ? null : minus(frames.at[firstOutput], timestamps.sent),
    ttfb_ms: minus(timestamps.firstByte, timestamps.sent),
    queue_ms: minus(timestamps.sent, timestamps.scheduled),
  };
}

/** The network's part, for the first request on a connection; nothing when one was reused. */
function connectTimes({ timestamps: { connected, connection } }: CallResult) {
  if (!connection) return { connect_ms: null, dns_ms: null, tls_ms: null };
  return {
    connect_ms: minus(connected, connection.started),
    dns_ms: minus(connection.resolved, connection.started),
    tls_ms: connection.secure ? minus(connected, connection.tcp) : null,
  };
}

const unknownEnd = {
  e2e_ms: null,
  response_ms: null,
  decode_ms: null,
  tpot_ms: null,
  ntpot_ms: null,
  stall_max_ms: null,
  stalls: null,
  tok_s_user: null,
  norm_tok_s: null,
  tok_s_e2e: null,
};

/** Time per token once they flow: those of the first frame were there at its start, so one is taken off. */
const paceOf = (decodeMs: number, tokens: number | null): number | null =>
  tokens !== null && tokens > 1 && decodeMs > 0 ? decodeMs / (tokens - 1) : null;

const perSecond = (paceMs: number | null): number | null => (paceMs === null ? null : 1000 / paceMs);

/** Between answers of several calls there is waiting and no decoding: a pace would mean nothing. */
const isConversation = ({ steps }: CallResult): boolean =>
  (steps?.filter(({ retried }) => !retried).length ?? 0) > 1;

/** Everything that needs the last content frame, and so an answer that came to its end. */
function endTimes(
  attempt: CallResult,
  localTokens: number | null,
): typeof unknownEnd | Record<keyof typeof unknownEnd, number | null> {
  const { timestamps, frames, outcome } = attempt;
  const first = frames.at[0];
  const last = frames.at.at(-1);
  if (first === undefined || last === undefined || !answeredOutcomes.has(outcome)) return unknownEnd;
  const pausedMs = attempt.pausedMs ?? 0;
  const sentToLast = minus(last, timestamps.sent);
  const e2e = sentToLast === null ? null : sentToLast - pausedMs;
  const decode = last - first;
  const tokens = outputTotalOf(attempt.tokens);
  const whole = {
    e2e_ms: e2e,
    response_ms: last - timestamps.scheduled - pausedMs,
    ntpot_ms: e2e === null || !tokens ? null : e2e / tokens,
    tok_s_e2e: tokens === null || e2e === null || e2e <= 0 ? null : (tokens * 1000) / e2e,
  };
  if (isConversation(attempt)) return { ...unknownEnd, ...whole };
  const tpot = paceOf(decode, streamedTokens(attempt));
  const stalls = stallsOf(frames.at);
  return {
    ...whole,
    decode_ms: decode,
    tpot_ms: tpot,
    stall_max_ms: stalls?.longestMs ?? null,
    stalls: stalls?.count ?? null,
    tok_s_user: perSecond(tpot),
    norm_tok_s: perSecond(paceOf(decode, localTokens)),
  };
}

/** `local`: the answer counted here; without it everything that needs the count is unknown. */
export function measure(
  called: Priceable,
  target: Target,
  prices: PriceBook,
  local: LocalCount | null = null,
): Measurement {
  const attempt = { ...called, tokens: soundTokens(called.tokens) };
  const reported = attempt.tokens && Object.values(attempt.tokens).some((count) => count !== null);
  const isEstimate = !reported && local !== null && answeredOutcomes.has(attempt.outcome);
  const tokens = isEstimate ? estimatedTokens(local) : attempt.tokens;
  const localTokens = local && local.text + local.reasoning + local.tools;
  return roundToUnits({
    ...startTimes(attempt),
    ...connectTimes(attempt),
    ...endTimes({ ...attempt, tokens }, localTokens),
    input_tokens: tokens?.input ?? null,
    cache_read_tokens: tokens?.cacheRead ?? null,
    cache_write_tokens: tokens?.cacheWrite ?? null,
    cache_write_1h_tokens: tokens?.cacheWrite1h ?? null,
    input_audio_tokens: tokens?.inputAudio ?? null,
    input_image_tokens: tokens?.inputImage ?? null,
    output_tokens: tokens?.output ?? null,
    reasoning_tokens: tokens?.reasoning ?? null,
    output_audio_tokens: tokens?.outputAudio ?? null,
    output_image_tokens: tokens?.outputImage ?? null,
    billed_input_tokens: tokens?.billedInput ?? null,
    billed_output_tokens: tokens?.billedOutput ?? null,
    usage_source: attempt.cached ? 'cached' : reported ? 'provider' : isEstimate ? 'estimated' : 'missing',
    local_tokens: localTokens,
    usage_gap: usageGapOf(attempt.tokens, local),
    ...costsOf(attempt, target, prices),
  });
}
