/** What Converse counts: as Anthropic's, the input leaves the cache out. */
import type { Tokens } from '../../../contract/attempt.ts';
import type { JsonObject } from '../answer-reader.ts';
import { countOf, tokensOfCounts } from '../counts.ts';
import { listOf } from '../fields.ts';

/** Written to a cache that is kept for an hour. */
const hourWrites = (usage: JsonObject): number =>
  listOf(usage['cacheDetails'])
    .filter(({ ttl }) => ttl === '1h')
    .reduce((sum, { inputTokens }) => sum + (countOf(inputTokens) ?? 0), 0);

const orNone = (value: unknown): number | null =>
  value === undefined || value === null ? 0 : countOf(value);

export function converseTokens(usage: JsonObject): Tokens {
  const hour = hourWrites(usage);
  const written = orNone(usage['cacheWriteInputTokens'] ?? usage['cacheWriteInputTokenCount']);
  const read = orNone(usage['cacheReadInputTokens'] ?? usage['cacheReadInputTokenCount']);
  const input = countOf(usage['inputTokens']);
  const output = countOf(usage['outputTokens']);
  const total = countOf(usage['totalTokens']);
  // of some models the input is told with its cache: the total says so
  const isWithin =
    input !== null &&
    output !== null &&
    read !== null &&
    written !== null &&
    read + written > 0 &&
    read + written <= input &&
    total === input + output;
  return tokensOfCounts({
    ...(isWithin ? { inputTotal: input } : { fresh: input }),
    cacheRead: read,
    cacheWrite: written === null ? null : Math.max(0, written - hour),
    cacheWrite1h: hour,
    outputTotal: output,
    reasoning: null,
  });
}
