import { ownValue } from '../../base/own-value.ts';
import { z } from 'zod';
import type { ScorerEntry } from '../../contract/suite.ts';

interface Assertion {
  type: string;
  value?: unknown;
  threshold?: unknown;
  provider?: unknown;
  weight?: unknown;
}

/** A scorer with what it expects of the case, or why there is none. */
export type Taken = { scorer: ScorerEntry; expected?: unknown; but?: string } | { why: string };

type Make = (assertion: Assertion) => Taken;

const listOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map(String)
    : String(value)
        .split(',')
        .map((part) => part.trim());
const share = (value: unknown, usual: number) => (typeof value === 'number' ? value : usual);
const ofFile = (value: unknown) => typeof value === 'string' && value.startsWith('file://');

const holding =
  (field: 'any' | 'all', ignoreCase: boolean, isList: boolean): Make =>
  ({ value }) => ({
    scorer: { type: 'contains', [field]: isList ? listOf(value) : [String(value)], ignoreCase },
  });

function json({ value }: Assertion): Taken {
  const but = 'JSON in the midst of an answer counts as well';
  try {
    const schema: unknown = typeof value === 'string' ? JSON.parse(value) : (value ?? {});
    return { scorer: { type: 'json-schema', schema }, but };
  } catch {
    return { why: 'its schema is not JSON' };
  }
}

function regex({ value }: Assertion): Taken {
  const pattern = String(value);
  if (/\(\?<?[=!]|\\[1-9]/.test(pattern))
    return {
      why: 'look-around and back-references are not in RE2, which keeps a pattern from hanging a run',
    };
  return { scorer: { type: 'regex', pattern } };
}

const limited =
  (scorer: (most: number) => ScorerEntry): Make =>
  ({ threshold }) =>
    typeof threshold === 'number' ? { scorer: scorer(threshold) } : { why: 'it has no threshold' };

const against =
  (type: string, usual: number, options: object = {}): Make =>
  ({ value, threshold }) => ({
    scorer: { type, threshold: share(threshold, usual), ...options },
    expected: value,
  });

/** Its own default model, unless it names another. */
const usualEmbedding = 'openai:embeddings:text-embedding-3-large';

function similar({ value, threshold, provider = usualEmbedding }: Assertion): Taken {
  const [, vendor, model] = /^([\w-]+):embeddings?:(.+)$/.exec(String(provider)) ?? [];
  if (vendor !== 'openai') return { why: `its embedding model is ${JSON.stringify(provider)}` };
  return {
    scorer: { type: 'similarity', model: `${vendor}/${model}`, threshold: share(threshold, 0.75) },
    expected: value,
  };
}

const limits = z.union([
  z.coerce
    .number()
    .int()
    .nonnegative()
    .transform((n) => ({ min: n, max: n })),
  z.object({
    min: z.number().int().nonnegative().optional(),
    max: z.number().int().nonnegative().optional(),
  }),
]);

function wordCount({ value }: Assertion): Taken {
  const read = limits.safeParse(value);
  return read.success
    ? { scorer: { type: 'length', unit: 'words', ...read.data } }
    : { why: `its value is ${JSON.stringify(value)}` };
}

const judged: Make = () => ({ why: 'it asks a judge model' });
const program: Make = () => ({ why: 'it is a program: see the scorers `module` and `command`' });

const kinds: Record<string, Make> = {
  equals: ({ value }) =>
    typeof value === 'object'
      ? { scorer: 'json-match', expected: value }
      : { scorer: { type: 'exact', trim: false }, expected: String(value) },
  contains: holding('any', false, false),
  icontains: holding('any', true, false),
  'contains-any': holding('any', false, true),
  'icontains-any': holding('any', true, true),
  'contains-all': holding('all', false, true),
  'icontains-all': holding('all', true, true),
  'starts-with': ({ value }) => ({
    scorer: { type: 'starts-with', any: [String(value)], ignoreCase: false, trim: false },
  }),
  regex,
  'is-json': json,
  'contains-json': json,
  'is-xml': () => ({ scorer: 'xml' }),
  'contains-xml': () => ({ scorer: 'xml' }),
  'is-html': () => ({ scorer: 'html' }),
  'contains-html': () => ({ scorer: 'html' }),
  'is-sql': () => ({ scorer: 'sql' }),
  'contains-sql': () => ({ scorer: 'sql' }),
  'is-refusal': () => ({ scorer: 'refusal' }),
  latency: limited((max) => ({ type: 'latency', max })),
  cost: limited((maxUsd) => ({ type: 'cost', maxUsd })),
  'rouge-n': against('rouge', 0.75, { variant: '1' }),
  bleu: against('bleu', 0.5),
  'rouge-l': against('rouge', 0.75, { variant: 'l' }),
  levenshtein: ({ value, threshold }) => ({
    scorer: { type: 'levenshtein', maxEdits: Math.floor(share(threshold, 5)), trim: false },
    expected: String(value),
  }),
  similar,
  'word-count': wordCount,
  'tool-call-f1': ({ value, threshold }) => ({
    scorer: { type: 'tool-call', measure: 'f1', threshold: share(threshold, 1) },
    expected: listOf(value).map((name) => ({ name })),
  }),
  javascript: program,
  python: program,
  ruby: program,
  webhook: program,
  'llm-rubric': judged,
  'model-graded-closedqa': judged,
  factuality: judged,
  'g-eval': judged,
  'answer-relevance': judged,
  'context-recall': judged,
  'context-relevance': judged,
  'context-faithfulness': judged,
  'select-best': judged,
};

/** One assertion as a scorer of ours. */
export function takeAssertion(assertion: Assertion): Taken {
  const not = assertion.type.startsWith('not-');
  const make = ownValue(kinds, not ? assertion.type.slice(4) : assertion.type);
  if (!make) return { why: 'no scorer does the same' };
  if (ofFile(assertion.value)) return { why: `its value is in ${String(assertion.value)}` };
  const taken = make(assertion);
  if ('why' in taken) return taken;
  const { weight } = assertion;
  const scorer = typeof taken.scorer === 'string' ? { type: taken.scorer } : taken.scorer;
  const extra = { ...(not && { not: true }), ...(typeof weight === 'number' && weight > 0 && { weight }) };
  return { ...taken, scorer: { ...scorer, ...extra } };
}
