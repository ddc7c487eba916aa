import type { CallResult, Tokens } from '../contract/attempt.ts';
import type { CountTokens } from './token-counter.ts';

/** What was streamed, in one tokenizer for all models. */
export interface LocalCount {
  text: number;
  reasoning: number;
  tools: number;
}

/** Below this many tokens the few that end a turn would look like a gap. */
const minComparable = 50;

/** Of a conversation: what all its answers hold. */
export function countLocally(
  { answer, steps }: Pick<CallResult, 'answer' | 'steps'>,
  count: CountTokens,
): LocalCount | null {
  if (!answer) return null;
  if (steps) {
    const counts = steps.flatMap((step) => countLocally({ answer: step.answer }, count) ?? []);
    const sum = (kind: keyof LocalCount) => counts.reduce((all, step) => all + step[kind], 0);
    return { text: sum('text'), reasoning: sum('reasoning'), tools: sum('tools') };
  }
  return {
    text: count(answer.text),
    reasoning: count(answer.reasoning),
    tools: answer.toolCalls.reduce((sum, call) => sum + count(call.name) + count(call.arguments), 0),
  };
}

/** Output as counted here, for a provider that reports nothing. Input stays unknown: what it adds to a prompt is not to be seen. */
export function estimatedTokens({ text, reasoning, tools }: LocalCount): Tokens {
  return {
    input: null,
    cacheRead: null,
    cacheWrite: null,
    output: text + tools,
    reasoning,
    inputTotal: null,
    outputTotal: null,
  };
}

/**
 * How far the provider's count of the visible text is from ours, as a share of ours. `null` where the two do not count the
 * same thing: tool calls are wrapped in tokens of the provider's own, reasoning may be billed in full but sent as a summary, and where the
 * provider does not count it apart, it is in the count of the output.
 */
export function usageGapOf(tokens: Tokens | null, local: LocalCount | null): number | null {
  if (!tokens || !local || local.tools > 0 || local.text < minComparable) return null;
  if (local.reasoning > 0 && tokens.reasoning === null) return null;
  const isAllText = local.reasoning === 0 && (tokens.reasoning ?? 0) === 0;
  const reported = tokens.output ?? (isAllText ? tokens.outputTotal : null);
  return reported === null ? null : (reported - local.text) / local.text;
}
