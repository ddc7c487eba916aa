/** The models that scorers of a suite ask. */
import type { EmbeddingModel } from '../contract/score.ts';
import type { ScorerSpec, Suite, Target } from '../contract/suite.ts';

interface JudgedBy {
  model: string;
  baseUrl: string | undefined;
  /** Questions for one answer. */
  asks: number;
}

/** A pair is shown in both orders. */
export function judgesOf({ type, options }: ScorerSpec): JudgedBy[] {
  const named = [options['judge'] ?? []].flat().filter((model): model is string => typeof model === 'string');
  const baseUrl = options['baseUrl'] as string | undefined;
  return named.map((model) => ({ model, baseUrl, asks: type === 'pairwise' ? 2 : 1 }));
}

/** As a target that is asked alone. */
export function targetOfJudge({ model, baseUrl }: Omit<JudgedBy, 'asks'>): Target {
  const slash = model.indexOf('/');
  return {
    id: model,
    label: `${model} (judge)`,
    provider: model.slice(0, slash),
    model: model.slice(slash + 1),
    promptId: 'judge',
    parameters: {},
    ...(baseUrl !== undefined && { baseUrl }),
    limits: { concurrency: 1, timeoutMs: 60_000, retries: 0 },
  };
}

/** As a target, where what it costs is looked up and counted. */
export function targetOfEmbedding({ model, baseUrl }: EmbeddingModel): Target {
  return { ...targetOfJudge({ model, baseUrl }), label: `${model} (embeddings)`, promptId: 'embedding' };
}

/** Each embedding model that scorers of the suite ask. */
export function embeddingTargets({ cases }: Pick<Suite, 'cases'>): Target[] {
  const specs = new Set(cases.flatMap((testCase) => testCase.scorers));
  const found = new Map<string, Target>();
  for (const { type, options } of specs) {
    const { model, baseUrl } = options as { model?: unknown; baseUrl?: string };
    if (type === 'similarity' && typeof model === 'string')
      found.set(`${model} ${baseUrl ?? ''}`, targetOfEmbedding({ model, baseUrl }));
  }
  return [...found.values()];
}

/** Each judge of the suite once. */
export function judgeTargets({ cases }: Pick<Suite, 'cases'>): Target[] {
  const specs = new Set(cases.flatMap((testCase) => testCase.scorers));
  const judges = [...specs].flatMap(judgesOf);
  const places = new Map(judges.map((judge) => [`${judge.model} ${judge.baseUrl ?? ''}`, judge]));
  return [...places.values()].map(targetOfJudge);
}
