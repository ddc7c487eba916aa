/** Prices from a snapshot of models.dev that the user has saved (its `api.json`); nothing is fetched. */
import { ownValue } from '../base/own-value.ts';
import { flatRate, type Rate, type Rates } from './rates.ts';

/** The part of the snapshot that is read; US dollars per million tokens. */
export interface ModelsDevSnapshot {
  providers: Record<string, { models?: Record<string, { cost?: ModelsDevCost }> }>;
  /** Which snapshot: part of every price id. */
  id: string;
}

interface ModelsDevCost {
  input?: number;
  output?: number;
  cache_read?: number;
  cache_write?: number;
  reasoning?: number;
  input_audio?: number;
  output_audio?: number;
  context_over_200k?: Omit<ModelsDevCost, 'context_over_200k'>;
}

/** Where its word for a provider is another than ours. */
const names: Record<string, string> = {
  bedrock: 'amazon-bedrock',
  fireworks: 'fireworks-ai',
  'openai-responses': 'openai',
  together: 'togetherai',
  vertex: 'google-vertex',
};
const longFrom = 200_000;

/** `null`: the snapshot does not price the model. A cache price it leaves out is unknown. */
export function modelsDevRates(
  { providers, id }: ModelsDevSnapshot,
  { provider, model }: { provider: string; model: string },
): Rates | null {
  const name = names[provider] ?? provider;
  const cost = ownValue(ownValue(providers, name)?.models, model)?.cost;
  if (cost?.input === undefined || cost.output === undefined) return null;
  const long = cost.context_over_200k;
  const rateOf = (bucket: keyof Omit<ModelsDevCost, 'context_over_200k'>): Rate | null => {
    const base = cost[bucket];
    if (base === undefined) return null;
    const above = long?.[bucket];
    return above === undefined ? flatRate(base) : { base, tiers: [{ above: longFrom, rate: above }] };
  };
  const input = rateOf('input') as Rate;
  const output = rateOf('output') as Rate;
  return {
    input,
    output,
    cacheRead: rateOf('cache_read'),
    cacheWrite: rateOf('cache_write'),
    cacheWrite1h: null,
    reasoning: rateOf('reasoning') ?? output,
    inputAudio: rateOf('input_audio'),
    inputImage: input,
    outputAudio: rateOf('output_audio'),
    outputImage: null,
    per1kRequests: 0,
    priceId: `models.dev@${id}:${name}/${model}`,
  };
}
