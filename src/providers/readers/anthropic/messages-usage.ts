/** What Anthropic's Messages count. Its input leaves the cache out; what `message_start` counted of the output is no count yet. */
import type { Tokens } from '../../../contract/attempt.ts';
import type { JsonObject } from '../answer-reader.ts';
import { countOf, tokensOfCounts } from '../counts.ts';
import { fieldsOf, listOf } from '../fields.ts';

/** Where the answer took several passes over the model, the totals leave out some: those that made the context shorter. */
function passesOf(usage: JsonObject): { input: number | null; output: number | null } | null {
  const passes = listOf(usage['iterations']);
  if (passes.some((pass) => pass['type'] === 'fallback_message')) return null;
  const own = passes.filter((pass) => pass['type'] === 'message' || pass['type'] === 'compaction');
  if (own.length === 0) return null;
  const sum = (name: string) =>
    own.reduce<number | null>((all, pass) => {
      const count = countOf(pass[name]);
      return all === null || count === null ? null : all + count;
    }, 0);
  return { input: sum('input_tokens'), output: sum('output_tokens') };
}

/** Tools that the API counts itself, by their names. */
export function toolsCountedIn(usage: JsonObject): Record<string, number> {
  const counted = Object.entries(fieldsOf(usage['server_tool_use'])).map(
    ([name, count]) => [name.replace(/_requests$/, ''), countOf(count) ?? 0] as const,
  );
  const advice = listOf(usage['iterations']).filter(({ type }) => type === 'advisor_message').length;
  return Object.fromEntries([...counted, ['advisor', advice] as const].filter(([, count]) => count > 0));
}

export function messagesTokens(usage: JsonObject): Tokens {
  const passes = passesOf(usage);
  const fresh = passes?.input ?? countOf(usage['input_tokens']);
  const creation = fieldsOf(usage['cache_creation']);
  const hour = countOf(creation['ephemeral_1h_input_tokens']) ?? 0;
  const written = countOf(usage['cache_creation_input_tokens']) ?? 0;
  return tokensOfCounts({
    fresh,
    cacheRead: countOf(usage['cache_read_input_tokens']) ?? 0,
    cacheWrite: Math.max(0, written - hour),
    cacheWrite1h: hour,
    outputTotal: passes?.output ?? countOf(usage['output_tokens']),
    reasoning: countOf(fieldsOf(usage['output_tokens_details'])['thinking_tokens']),
  });
}
