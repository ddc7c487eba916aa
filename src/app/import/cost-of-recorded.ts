import type { RunTarget } from '../../contract/run.ts';
import type { Target } from '../../contract/suite.ts';
import type { RecordedCall } from '../../exchange/recorded-call.ts';
import type { PriceBook } from '../../measure/price-book.ts';

/** What recorded calls cost by a price list, at the price in force when they were made; `null` where counts or prices are unknown. */
export const costOfRecorded =
  (prices: PriceBook, nowMs: number) => (call: RecordedCall, target: RunTarget) => {
    const { inputTokens, outputTokens, reasoningTokens, cacheReadTokens } = call;
    if (inputTokens === null || outputTokens === null) return null;
    const tokens = {
      input: inputTokens,
      cacheRead: cacheReadTokens,
      cacheWrite: null,
      output: outputTokens,
      reasoning: reasoningTokens,
      inputTotal: inputTokens + (cacheReadTokens ?? 0),
      outputTotal: outputTokens + (reasoningTokens ?? 0),
    };
    return prices.costOf(tokens, target as unknown as Target, call.startedAtMs ?? nowMs);
  };
