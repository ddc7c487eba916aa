/** What the Responses API counts: the cache is part of the input, the reasoning part of the output. */
import type { Tokens } from '../../../contract/attempt.ts';
import { modalityCounts } from '../../lanes/modality-counts.ts';
import type { JsonObject } from '../answer-reader.ts';
import { countOf, tokensOfCounts } from '../counts.ts';
import { fieldsOf } from '../fields.ts';

const detail = (value: unknown): number | null =>
  value === undefined || value === null ? 0 : countOf(value);

export function responsesTokens(usage: JsonObject): Tokens {
  const asked = fieldsOf(usage['input_tokens_details']);
  const given = fieldsOf(usage['output_tokens_details']);
  const input = countOf(usage['input_tokens']);
  const output = countOf(usage['output_tokens']);
  const total = countOf(usage['total_tokens']);
  const cacheRead = detail(asked['cached_tokens']);
  const reasoning = detail(given['reasoning_tokens']);
  // some count what was read from the cache, or the reasoning, beside the rest: the total tells
  const isCacheApart =
    input !== null &&
    output !== null &&
    total !== null &&
    cacheRead !== null &&
    cacheRead > 0 &&
    total === input + cacheRead + output;
  const isReasoningApart =
    input !== null &&
    output !== null &&
    total !== null &&
    reasoning !== null &&
    reasoning > 0 &&
    total === input + output + reasoning;
  return tokensOfCounts({
    ...(isCacheApart ? { fresh: input } : { inputTotal: input }),
    cacheRead,
    cacheWrite: detail(asked['cache_write_tokens']),
    ...(isReasoningApart ? { visible: output } : { outputTotal: output }),
    reasoning,
    ...modalityCounts(usage),
  });
}
