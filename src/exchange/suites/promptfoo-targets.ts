import { ownValue } from '../../base/own-value.ts';
import type { TargetEntry } from '../../contract/suite.ts';
import type { LackingList } from './converted.ts';

/** Their provider, with the word between it and the model where there is one, and ours. */
const providers: Record<string, string> = {
  openai: 'openai',
  'openai:chat': 'openai',
  'openai:responses': 'openai-responses',
  anthropic: 'anthropic',
  'anthropic:messages': 'anthropic',
  google: 'google',
  vertex: 'vertex',
  bedrock: 'bedrock',
  azure: 'azure',
  'azure:chat': 'azure',
  mistral: 'mistral',
  cohere: 'cohere',
  groq: 'groq',
  xai: 'xai',
  deepseek: 'deepseek',
  perplexity: 'perplexity',
  togetherai: 'together',
  fireworks: 'fireworks',
  cerebras: 'cerebras',
  openrouter: 'openrouter',
  ollama: 'ollama',
  'ollama:chat': 'ollama',
};

const parameters: Record<string, string> = {
  temperature: 'temperature',
  max_tokens: 'maxOutputTokens',
  max_completion_tokens: 'maxOutputTokens',
  max_output_tokens: 'maxOutputTokens',
  maxOutputTokens: 'maxOutputTokens',
  top_p: 'topP',
  topP: 'topP',
  top_k: 'topK',
  topK: 'topK',
  seed: 'seed',
  stop: 'stopSequences',
  presence_penalty: 'presencePenalty',
  frequency_penalty: 'frequencyPenalty',
  reasoning_effort: 'reasoning',
};
const settings: Record<string, string> = {
  apiBaseUrl: 'baseUrl',
  apiKeyEnvar: 'apiKeyEnv',
  headers: 'headers',
};

type Fields = Record<string, unknown>;

/** `openai:chat:gpt-5` as `openai/gpt-5`; `null` for a provider that is not among ours. */
export function modelOf(id: string): string | null {
  const parts = id.split(':');
  for (const length of [2, 1]) {
    const provider = ownValue(providers, parts.slice(0, length).join(':'));
    const model = parts.slice(length).join(':');
    if (provider && model !== '') return `${provider}/${model}`;
  }
  return null;
}

function configured(config: Fields, lacking: LackingList, where: string): Fields {
  const known: Fields = {};
  const found: Fields = {};
  for (const [name, value] of Object.entries(config)) {
    const parameter = ownValue(parameters, name);
    const setting = ownValue(settings, name);
    if (parameter)
      known[parameter] = parameter === 'stopSequences' && !Array.isArray(value) ? [value] : value;
    else if (setting) found[setting] = value;
    else
      lacking.add(`provider setting ${name}`, 'it has no counterpart; parameters.providerOptions may', where);
  }
  return { ...found, ...(Object.keys(known).length > 0 && { parameters: known }) };
}

/** A provider as a target; what it is not is told, and `null` given. */
export function targetOf(entry: unknown, lacking: LackingList, where: string): TargetEntry | null {
  const long = typeof entry === 'object' && entry !== null ? (entry as Fields) : { id: entry };
  // {'openai:gpt-5': {config: …}}
  const [only, ...others] = Object.entries(long);
  const { id, label, config, ...rest }: Fields =
    only && others.length === 0 && only[0].includes(':') && typeof only[1] === 'object'
      ? { id: only[0], ...(only[1] as Fields) }
      : long;
  const model = typeof id === 'string' ? modelOf(id) : null;
  if (model === null) {
    lacking.add(`provider ${JSON.stringify(id)}`, 'it is not among ours; --target asks another', where);
    return null;
  }
  for (const name of Object.keys(rest)) lacking.add(`provider field ${name}`, 'it has no counterpart', where);
  const found = configured((config ?? {}) as Fields, lacking, where);
  if (label === undefined && Object.keys(found).length === 0) return model;
  return { model, ...(typeof label === 'string' && { label }), ...found };
}
