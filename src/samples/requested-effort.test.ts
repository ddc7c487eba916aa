import { expect, it } from 'vitest';
import type { Parameters } from '../contract/suite.ts';
import { requestedEffort } from './requested-effort.ts';

it.each<[Parameters, string]>([
  [{}, ''],
  [{ reasoning: 'provider-default' }, ''],
  [{ reasoning: 'high' }, 'high'],
  [{ providerOptions: { openai: { reasoningEffort: 'minimal' } } }, 'minimal'],
  [{ reasoning: 'low', providerOptions: { openai: { reasoning_effort: 'xhigh' } } }, 'xhigh'],
  [{ providerOptions: { openrouter: { reasoning: { effort: 'medium' } } } }, 'medium'],
  [{ providerOptions: { anthropic: { effort: 'max' } } }, 'max'],
  [{ providerOptions: { anthropic: { thinking: { type: 'enabled', budgetTokens: 4096 } } } }, '4096 tokens'],
  [{ providerOptions: { google: { thinkingConfig: { thinkingBudget: 0 } } } }, '0 tokens'],
  [{ providerOptions: { google: { thinkingConfig: { thinkingLevel: 'low' } } } }, 'low'],
  [{ reasoning: 'low', providerOptions: { openai: { textVerbosity: 'high' } } }, 'low'],
])('of %j is "%s"', (parameters, effort) => expect(requestedEffort(parameters)).toBe(effort));
