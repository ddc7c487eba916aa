import { calcPrice } from '@pydantic/genai-prices';
import type { TargetFacts } from '../contract/recommendation.ts';
import type { RunTarget } from '../contract/run.ts';

/** What a snapshot of models.dev says of a model besides its price. */
export interface ModelsDevFacts {
  limit?: { context?: number | undefined } | undefined;
  tool_call?: boolean | undefined;
  reasoning?: boolean | undefined;
  structured_output?: boolean | undefined;
  modalities?: { input?: string[] | undefined } | undefined;
}

type Model = Pick<RunTarget, 'provider' | 'model' | 'base_url' | 'price'>;

/** Tokens of input and output the public list says the model can hold; `null`: it does not say. */
function listedContext({ provider, model, base_url }: Model): number | null {
  const where = base_url === null ? { providerId: provider } : { providerApiUrl: base_url };
  return calcPrice({}, model, where)?.model.context_window ?? null;
}

/** What is known of a target: a snapshot goes before the public list. Abilities that neither names are absent. */
export function factsOf(target: Model, snapshot: ModelsDevFacts | null): TargetFacts {
  const abilities = Object.entries({
    tools: snapshot?.tool_call,
    reasoning: snapshot?.reasoning,
    json: snapshot?.structured_output,
    images: snapshot?.modalities?.input?.includes('image'),
    files: snapshot?.modalities?.input?.includes('pdf'),
    audio: snapshot?.modalities?.input?.includes('audio'),
  }).filter((entry): entry is [string, boolean] => entry[1] !== undefined);
  return {
    price: target.price,
    context_tokens: snapshot?.limit?.context ?? listedContext(target),
    abilities: Object.fromEntries(abilities),
  };
}
