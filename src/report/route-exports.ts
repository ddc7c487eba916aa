/** A routing policy in forms that other programs run. */
import { ownValue } from '../base/own-value.ts';
import type { RoutePolicy } from '../contract/route.ts';
import type { Run, RunTarget } from '../contract/run.ts';
import { cascadeMiddleware, unsureWhen } from './cascade-middleware.ts';
import { inComment, stringLiteral } from './string-literal.ts';

const providersOfLitellm: Record<string, string> = { google: 'gemini', 'openai-responses': 'openai' };

/** Of what is written; nothing is imported here. */
const packageName = `'@ai-sdk/provider'`;

const quoted = stringLiteral;

function targetIn(run: Pick<Run, 'targets'>, id: string): RunTarget {
  const found = run.targets.find((target) => target.id === id);
  if (!found) throw new Error(`the policy names ${id}, which the run does not have`);
  return found;
}

/** The names a category is asked by: one model name per category, `default` for the rest. */
const namesOf = ({ categories, fallback }: RoutePolicy): [string, string][] => [
  ...Object.entries(categories).filter(([category]) => category !== ''),
  ['default', fallback],
];

/**
 * `config.yaml` of the LiteLLM proxy: ask for the model named as the category; when it fails, `default` answers. The proxy cannot judge an
 * answer: of a cascade it has the two models by name, and the caller asks the second.
 */
export function litellmConfig(run: Pick<Run, 'targets' | 'run_id'>, policy: RoutePolicy): string {
  const { cascade } = policy;
  const names: [string, string][] = cascade
    ? [...namesOf(policy), ['cascade-first', cascade.first], ['cascade-second', cascade.second]]
    : namesOf(policy);
  const entries = names.map(([name, id]) => {
    const { provider, model, base_url } = targetIn(run, id);
    return [
      `  - model_name: ${quoted(name)}`,
      '    litellm_params:',
      `      model: ${quoted(`${ownValue(providersOfLitellm, provider) ?? provider}/${model}`)}`,
      ...(base_url === null ? [] : [`      api_base: ${quoted(base_url)}`]),
    ].join('\n');
  });
  const fallbacks = namesOf(policy)
    .filter(([name]) => name !== 'default')
    .map(([name]) => `    - ${quoted(name)}: ["default"]`);
  return [
    `# Made by assay route from run ${inComment(run.run_id)}. Keys are read from the environment as LiteLLM does.`,
    ...(cascade ? [`# Cascade: ask cascade-first, and cascade-second too when ${unsureWhen(cascade)}.`] : []),
    'model_list:',
    ...entries,
    ...(fallbacks.length > 0 ? ['router_settings:', '  fallbacks:', ...fallbacks] : []),
    '',
  ].join('\n');
}

/** TypeScript source of a middleware for the AI SDK: give it a model per target, and each call its category. */
export function aiSdkMiddleware(run: Pick<Run, 'targets' | 'run_id'>, policy: RoutePolicy): string {
  const used = [...new Set([...Object.values(policy.categories), policy.fallback])];
  const keyOf = (id: string) => quoted(targetIn(run, id).label);
  const table = namesOf(policy)
    .filter(([name]) => name !== 'default')
    .map(([category, id]) => `  [${quoted(category)}, ${keyOf(id)}],`);
  return `// Made by assay route from run ${inComment(run.run_id)}.
// wrapLanguageModel({ model: models[${keyOf(policy.fallback)}], middleware: assayRoute(models) })
// and per call: providerOptions: { assay: { category: '…' } }
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4Middleware,
} from ${packageName};

export type RoutedModel = ${used.map(keyOf).join(' | ')};

const fallback: RoutedModel = ${keyOf(policy.fallback)};
const byCategory = new Map<string, RoutedModel>([
${table.join('\n')}
]);

export function assayRoute(models: Record<RoutedModel, LanguageModelV4>): LanguageModelV4Middleware {
  const pick = ({ providerOptions }: LanguageModelV4CallOptions): LanguageModelV4 => {
    const category = providerOptions?.['assay']?.['category'];
    return models[(typeof category === 'string' ? byCategory.get(category) : undefined) ?? fallback];
  };
  return {
    specificationVersion: 'v4',
    wrapGenerate: ({ params }) => pick(params).doGenerate(params),
    wrapStream: ({ params }) => pick(params).doStream(params),
  };
}
${policy.cascade ? cascadeMiddleware(policy.cascade, keyOf) : ''}`;
}
