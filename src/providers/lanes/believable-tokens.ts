import type { Tokens } from '../../contract/attempt.ts';

/**
 * Servers that do not count report zeros: an answer comes neither of no tokens nor without any. Then the count is unknown, where it
 * would make the target the cheapest of all.
 */
export function believableTokens(tokens: Tokens | null, hasContent: boolean): Tokens | null {
  if (tokens === null) return null;
  const { inputTotal, outputTotal } = tokens;
  const noInput = hasContent && inputTotal === 0;
  const noOutput = hasContent && outputTotal === 0;
  if ((noInput || inputTotal === null) && (noOutput || outputTotal === null)) return null;
  return {
    ...tokens,
    ...(noInput && { input: null, inputTotal: null }),
    ...(noOutput && { output: null, reasoning: null, outputTotal: null }),
  };
}
