/** Service tiers: the same model at another price, asked for by a parameter; which one answered stands in the response. */
import type { Target } from '../contract/suite.ts';

/** What everybody pays who asks for nothing else. `auto` is that too, as far as is known before the response. */
const standardNames = new Set([
  '',
  'auto',
  'default',
  'standard',
  'standard_only',
  'on_demand',
  'unspecified',
]);
export const standardTier = 'standard';

/** One name for what providers call differently: `SERVICE_TIER_FLEX` is `flex`, OpenAI's `fast` is what `priority` was. */
export function tierOf(word: string): string {
  const name = word
    .toLowerCase()
    .replaceAll('-', '_')
    .replace(/^service_tier_/, '');
  if (standardNames.has(name)) return standardTier;
  return name === 'fast' ? 'priority' : name;
}

/** Ids under which packages look for their options, where it is not the provider's own. */
const optionNames: Record<string, string[]> = {
  azure: ['azure', 'openai'],
  bedrock: ['bedrock', 'amazonBedrock'],
  'openai-responses': ['openai-responses', 'openai'],
  vertex: ['vertex', 'googleVertex', 'google'],
};

/** The tier that a target asks for. */
export function requestedTier({ provider, parameters }: Pick<Target, 'provider' | 'parameters'>): string {
  for (const name of optionNames[provider] ?? [provider]) {
    const options = parameters.providerOptions?.[name];
    const word = options?.['serviceTier'] ?? options?.['service_tier'];
    if (typeof word === 'string') return tierOf(word);
  }
  return standardTier;
}

/**
 * What priority costs of the standard price, by the beginning of the model's name, the longest first: OpenAI's page of prices for
 * priority processing, since July 2026 fast mode, against its list. Models that are not named have no published price.
 */
const openAiPriority: [model: string, share: number][] = [
  ['gpt-5.5', 2.5],
  ['gpt-5.4-mini', 2],
  ['gpt-5.4', 2],
  ['gpt-5.2', 2],
  ['gpt-5.1', 2],
  ['gpt-5-mini', 1.8],
  ['gpt-5-codex', 2],
  ['gpt-5', 2],
  ['gpt-4.1', 1.75],
];
/** A snapshot's date, or the name a product gives its model: nothing else may follow, `gpt-5-nano` is another model. */
const sameModel = /^(-\d{4}-\d{2}-\d{2}|-chat-latest|-codex)?$/;

function openAiShare(tier: string, model: string): number | null {
  // the price of a batch, which is half for all models
  if (tier === 'flex') return 0.5;
  if (tier !== 'priority') return null;
  const found = openAiPriority.find(
    ([name]) => model.startsWith(name) && sameModel.test(model.slice(name.length)),
  );
  return found?.[1] ?? null;
}

/** Share of its list price that a model's tier costs, as its maker publishes it; `null`: not published. */
export function publishedFraction(tier: string, { provider, model, baseUrl }: Target): number | null {
  if (tier === standardTier) return 1;
  if (
    baseUrl !== undefined &&
    !/^https:\/\/(api\.openai\.com|generativelanguage\.googleapis\.com)\//.test(baseUrl)
  )
    return null;
  if (provider === 'openai' || provider === 'openai-responses') return openAiShare(tier, model);
  // "50 % discount"; of priority Google says 75 % to 100 % more, and not of which model
  if (provider === 'google' && tier === 'flex') return 0.5;
  return null;
}
