/** A routing policy as the configuration of the LiteLLM proxy. */
import { ownValue } from '../base/own-value.ts';
import type { RoutePolicy } from '../contract/route.ts';
import type { Run, RunTarget } from '../contract/run.ts';
import { unsureWhen } from './cascade-middleware.ts';
import { namesOf, targetIn } from './route-names.ts';
import { inComment, stringLiteral as quoted } from './string-literal.ts';

/** How a target is reached; what this stage cannot look up itself. */
export interface Connection {
  /** Of its own or its provider's server; `null`: the provider's public one. */
  baseUrl: string | null;
  /** Speaks OpenAI's Chat Completions. */
  isOpenaiChat: boolean;
  /** Environment variable of its key. */
  keyVariable: string | null;
}

/** What LiteLLM calls the providers; those it reads the credentials of by itself have no key here. */
const providers: Record<string, { prefix: string; hasOwnKeys?: boolean }> = {
  openai: { prefix: 'openai' },
  'openai-responses': { prefix: 'openai/responses' },
  anthropic: { prefix: 'anthropic' },
  google: { prefix: 'gemini' },
  vertex: { prefix: 'vertex_ai', hasOwnKeys: true },
  bedrock: { prefix: 'bedrock', hasOwnKeys: true },
  azure: { prefix: 'azure' },
  mistral: { prefix: 'mistral' },
  cohere: { prefix: 'cohere_chat' },
  xai: { prefix: 'xai' },
  groq: { prefix: 'groq' },
  deepseek: { prefix: 'deepseek' },
  together: { prefix: 'together_ai' },
  fireworks: { prefix: 'fireworks_ai' },
  cerebras: { prefix: 'cerebras' },
  perplexity: { prefix: 'perplexity' },
  openrouter: { prefix: 'openrouter' },
};

const parameterNames: Record<string, string> = {
  temperature: 'temperature',
  topP: 'top_p',
  maxOutputTokens: 'max_tokens',
  seed: 'seed',
};

/** As it was measured, as far as LiteLLM has the same setting. */
function parameterLines({ parameters }: RunTarget): string[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    const theirs = ownValue(parameterNames, name);
    return theirs === undefined || typeof value !== 'number' ? [] : [`      ${theirs}: ${value}`];
  });
}

/** A server of one's own that speaks OpenAI's API is `openai/` with its address, which wants some key. */
function reachLines(target: RunTarget, { baseUrl, isOpenaiChat, keyVariable }: Connection): string[] {
  const { provider, model } = target;
  const known = ownValue(providers, provider);
  const key = keyVariable === null ? null : `os.environ/${keyVariable}`;
  const isOwnServer = baseUrl !== null && isOpenaiChat && provider !== 'azure' && provider !== 'openrouter';
  if (isOwnServer || !known)
    return [
      ...(baseUrl === null
        ? [`      # LiteLLM has no provider "${inComment(provider)}": give the address of its server`]
        : []),
      `      model: ${quoted(`openai/${model}`)}`,
      `      api_base: ${quoted(baseUrl ?? 'os.environ/OPENAI_BASE_URL')}`,
      `      api_key: ${quoted(key ?? 'none')}`,
    ];
  const base = baseUrl ?? (provider === 'azure' ? 'os.environ/AZURE_API_BASE' : null);
  return [
    `      model: ${quoted(`${known.prefix}/${model}`)}`,
    ...(base === null || provider === 'openrouter' ? [] : [`      api_base: ${quoted(base)}`]),
    ...(key === null || known.hasOwnKeys ? [] : [`      api_key: ${quoted(key)}`]),
  ];
}

/**
 * `config.yaml` of the LiteLLM proxy: ask for the model named as the category; when it fails, `default` answers. The proxy cannot judge an
 * answer: of a cascade it has the two models by name, and the caller asks the second.
 */
export function litellmConfig(
  run: Pick<Run, 'targets' | 'run_id'>,
  policy: RoutePolicy,
  connectionOf: (target: RunTarget) => Connection,
): string {
  const { cascade } = policy;
  const names: [string, string][] = cascade
    ? [...namesOf(policy), ['cascade-first', cascade.first], ['cascade-second', cascade.second]]
    : namesOf(policy);
  const entries = names.map(([name, id]) => {
    const target = targetIn(run, id);
    return [
      `  - model_name: ${quoted(name)}`,
      '    litellm_params:',
      ...reachLines(target, connectionOf(target)),
      ...parameterLines(target),
    ].join('\n');
  });
  const fallbacks = namesOf(policy)
    .filter(([name]) => name !== 'default')
    .map(([name]) => `    - ${quoted(name)}: ["default"]`);
  return [
    `# Made by assay route from run ${inComment(run.run_id)}: litellm --config FILE. Keys are read from the environment.`,
    ...(cascade ? [`# Cascade: ask cascade-first, and cascade-second too when ${unsureWhen(cascade)}.`] : []),
    'model_list:',
    ...entries,
    ...(fallbacks.length > 0 ? ['router_settings:', '  fallbacks:', ...fallbacks] : []),
    '',
  ].join('\n');
}
