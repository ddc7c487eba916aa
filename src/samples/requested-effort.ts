/** The reasoning effort that a target asks for, whichever way it is written: a common parameter or an option of its provider. */
import type { Parameters } from '../contract/suite.ts';

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** OpenAI and what is like it, Anthropic, Google: a word, or a bound in tokens. */
function effortIn(options: Record<string, unknown>): string | null {
  const thinking = fieldsOf(options['thinking'] ?? options['thinkingConfig']);
  const reasoning = fieldsOf(options['reasoning']);
  const word = options['reasoningEffort'] ?? options['reasoning_effort'] ?? options['effort'];
  const said = word ?? reasoning['effort'] ?? thinking['thinkingLevel'];
  if (typeof said === 'string') return said;
  const tokens = thinking['budgetTokens'] ?? thinking['budget_tokens'] ?? thinking['thinkingBudget'];
  return typeof tokens === 'number' ? `${tokens} tokens` : null;
}

/** Empty: left to the provider. */
export function requestedEffort({ reasoning, providerOptions = {} }: Parameters): string {
  for (const options of Object.values(providerOptions)) {
    const effort = effortIn(options);
    if (effort !== null) return effort;
  }
  return reasoning === undefined || reasoning === 'provider-default' ? '' : reasoning;
}
