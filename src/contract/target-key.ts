/** What a target is across suites and years: its figures are one line over time as long as this stays the same. */
import { canonicalJson } from '../base/canonical-json.ts';
import { stableId } from '../base/id.ts';
import type { RunTarget } from './run.ts';

export type KeyedTarget = Pick<RunTarget, 'provider' | 'model' | 'parameters' | 'base_url' | 'prompt_id'>;

/** Options of a provider that change the price, the account or where a call is kept, and not the answer. */
const besideTheAnswer = new Set([
  'serviceTier',
  'user',
  'metadata',
  'requestMetadata',
  'labels',
  'store',
  'sessionId',
  'safetyIdentifier',
  'promptCacheKey',
  'promptCacheRetention',
  'cacheControl',
  'logprobs',
  'topLogprobs',
  'includeUsage',
]);

const camel = (name: string) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const answering = (options: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(options).filter(([name]) => !besideTheAnswer.has(camel(name))));

/** Parameters that shape the distribution of answers. A seed picks one answer of it, and asking for the default asks for nothing. */
function shaping(parameters: KeyedTarget['parameters']) {
  const { seed: _, reasoning, providerOptions = {}, ...rest } = parameters;
  const options = Object.entries(providerOptions)
    .map(([provider, each]) => [provider, answering(each)] as const)
    .filter(([, each]) => Object.keys(each).length > 0);
  return {
    ...rest,
    ...(reasoning !== undefined && reasoning !== 'provider-default' && { reasoning }),
    ...(options.length > 0 && { providerOptions: Object.fromEntries(options) }),
  };
}

/** A key's path or scheme may change without another server answering. */
const hostOf = (baseUrl: string | null) =>
  baseUrl === null ? '' : URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;

/** A prompt counts where the suite names it: two named prompts are compared like two models. */
const promptOf = (id: string) => (id === 'default' ? '' : id);

/** Provider, host, model, parameters that change answers, named prompt. Not: label, price, key, limits, tier, the wording of a prompt. */
export const targetKey = (target: KeyedTarget): string =>
  stableId(
    'target',
    target.provider,
    hostOf(target.base_url),
    target.model,
    canonicalJson(shaping(target.parameters)),
    promptOf(target.prompt_id),
  );
