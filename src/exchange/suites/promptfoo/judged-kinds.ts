/** Assertions that ask a model, and judges of ours that ask for the same. */
import { limitOf, type AssertionSource, type TakeAssertion, type Taken } from './assertion-source.ts';
import { isFields } from './source-part.ts';
import { modelOf } from './provider-model.ts';

/** What of a provider's configuration is a name: `openai:gpt-5`, `{id: …}`, or one for each kind of task. */
function namedProvider(provider: unknown, task: 'text' | 'embedding'): string | null {
  if (typeof provider === 'string') return provider;
  if (!isFields(provider)) return null;
  if (task in provider) return namedProvider(provider[task], task);
  return typeof provider['id'] === 'string' ? provider['id'] : null;
}

/** A judge of ours, or `{why}`. */
function judgeOf(
  { provider }: AssertionSource,
  usual: string,
): { judge: string; but: string } | { why: string } {
  const name = namedProvider(provider, 'text');
  if (name === null && provider !== undefined && !(isFields(provider) && 'embedding' in provider))
    return { why: 'its judge is not given by name' };
  if (name === null) return { judge: usual, but: `no judge is named: ${usual} is used` };
  const read = modelOf(name);
  if ('why' in read) return { why: `its judge ${JSON.stringify(name)} is not supported: ${read.why}` };
  const settings =
    isFields(provider) && provider['config'] !== undefined ? '; the judge uses our settings' : '';
  return { judge: read.model, but: settings.replace(/^; /, '') };
}

const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  return value === undefined || value === null ? null : JSON.stringify(value);
};

const joined = (...parts: string[]) => parts.filter((part) => part !== '').join('; ');

/** Takes an assertion whose judge is found already. */
type TakeJudged = (source: AssertionSource, judge: string) => Taken;

const criterion: TakeJudged = ({ value }, judge) => {
  const text = textOf(value);
  if (text === null) return { why: 'it has no rubric' };
  return {
    scorers: [{ type: 'closed-qa', judge, criterion: text }],
    but: 'the judge says whether it is met, 1 or 0, with our own prompt',
  };
};

const gEval: TakeJudged = (source, judge) => {
  const criteria = (Array.isArray(source.value) ? source.value : [source.value]).map(textOf);
  if (criteria.some((text) => text === null)) return { why: 'it has no criterion' };
  const threshold = limitOf(source, source.threshold ?? 0.7);
  return {
    scorers: criteria.map((text) => ({
      type: 'g-eval',
      judge,
      criterion: text as string,
      threshold,
      ...(criteria.length > 1 && { weight: 1 / criteria.length }),
    })),
    but: joined(
      'it uses our own steps and 1 to 5 points',
      criteria.length > 1 ? 'each criterion is a separate score' : '',
    ),
  };
};

const factuality: TakeJudged = ({ value, isTurned }, judge) => {
  const text = textOf(value);
  if (text === null) return { why: 'it has no facts to compare with' };
  return {
    scorers: [{ type: 'factuality', judge, threshold: isTurned ? 1 : 0.4 }],
    expected: text,
    but: 'a subset of the facts counts 0.4, a superset 0.6; everything but a contradiction passes',
  };
};

const ofContext =
  (type: string): TakeJudged =>
  (source, judge) => {
    if (source.variables['context'] === undefined) return { why: 'the test has no variable `context`' };
    return {
      scorers: [{ type, judge, threshold: limitOf(source, source.threshold ?? 0) }],
      but: 'it uses our own prompt and scale',
    };
  };

const relevance: TakeJudged = (source, judge) => ({
  scorers: [{ type: 'answer-relevance', judge, threshold: limitOf(source, source.threshold ?? 0) }],
  but: 'the fraction of statements relevant to the question, without embeddings',
});

export function judgedKinds(defaultJudge: string): Record<string, TakeAssertion> {
  const asked =
    (take: TakeJudged): TakeAssertion =>
    (source) => {
      const found = judgeOf(source, defaultJudge);
      if ('why' in found) return found;
      const taken = take(source, found.judge);
      if ('why' in taken) return taken;
      const but = joined(taken.but ?? '', found.but);
      return { ...taken, usesThreshold: true, usesProvider: true, ...(but && { but }) };
    };
  return {
    'llm-rubric': asked(criterion),
    'model-graded-closedqa': asked(criterion),
    factuality: asked(factuality),
    'model-graded-factuality': asked(factuality),
    'g-eval': asked(gEval),
    'answer-relevance': asked(relevance),
    'context-faithfulness': asked(ofContext('faithfulness')),
    'context-relevance': asked(ofContext('context-relevance')),
    similar,
    'similar:cosine': similar,
  };
}

/** Its own default model, unless it names another. */
const defaultEmbedding = 'openai:embeddings:text-embedding-3-large';

function similar(source: AssertionSource): Taken {
  const { value, threshold = 0.75, provider } = source;
  const texts = Array.isArray(value) ? value : [value];
  if (!texts.every((text) => typeof text === 'string' && text !== ''))
    return { why: 'its value is not a text' };
  if (source.isTurned && Array.isArray(value)) return { why: 'it is `not-` with several texts' };
  const isGrader = isFields(provider) && 'text' in provider && !('embedding' in provider);
  const isChat = typeof provider === 'string' && !/:embeddings?:/.test(provider);
  const name = isGrader || provider === undefined ? defaultEmbedding : namedProvider(provider, 'embedding');
  const [, vendor, model] =
    /^([\w-]+):embeddings?:(.+)$/.exec(isChat ? defaultEmbedding : (name ?? '')) ?? [];
  if (vendor !== 'openai' && vendor !== 'google')
    return { why: `its embedding model is ${JSON.stringify(name)}` };
  return {
    scorers: [{ type: 'similarity', model: `${vendor}/${model}`, threshold: limitOf(source, threshold) }],
    expected: value,
    usesThreshold: true,
    usesProvider: !isChat,
    ...(isChat && { but: `${provider} has no embeddings: ${defaultEmbedding} is used` }),
  };
}
