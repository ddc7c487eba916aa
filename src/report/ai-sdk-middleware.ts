/** A routing policy as a program for the AI SDK. */
import type { RoutePolicy } from '../contract/route.ts';
import type { Run } from '../contract/run.ts';
import { cascadeMiddleware } from './cascade-middleware.ts';
import { namesOf, targetIn } from './route-names.ts';
import { inComment, stringLiteral } from './string-literal.ts';

/** Of what is written; nothing is imported here. */
const packageName = `'@ai-sdk/provider'`;

const quoted = stringLiteral;

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
