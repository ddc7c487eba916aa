/** What Cohere counts: tokens as its model saw them, and units it bills, which leave out what Cohere itself put around the messages. */
import type { Tokens } from '../../../contract/attempt.ts';
import type { JsonObject } from '../answer-reader.ts';
import { countOf, tokensOfCounts } from '../counts.ts';
import { fieldsOf, isObject } from '../fields.ts';

export function cohereTokens(usage: JsonObject): Tokens {
  const tokens = fieldsOf(usage['tokens']);
  const billed = fieldsOf(usage['billed_units']);
  const cached = usage['cached_tokens'];
  const input = countOf(tokens['input_tokens']);
  const cacheRead = cached === undefined || cached === null ? null : countOf(cached);
  return {
    ...tokensOfCounts({
      inputTotal: input ?? countOf(billed['input_tokens']),
      cacheRead: cacheRead !== null && input !== null && cacheRead > input ? null : cacheRead,
      cacheWrite: null,
      outputTotal: countOf(tokens['output_tokens']) ?? countOf(billed['output_tokens']),
      reasoning: null,
    }),
    ...(isObject(usage['billed_units']) && {
      billedInput: countOf(billed['input_tokens']),
      billedOutput: countOf(billed['output_tokens']),
    }),
  };
}
