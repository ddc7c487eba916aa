/** Assertions that compare texts and structures, and scorers of ours that do the same. */
import { z } from 'zod';
import { escapePattern } from '../escape-pattern.ts';
import { parseYaml } from './beside.ts';
import { limitOf, type AssertionSource, type TakeAssertion, type Taken } from './assertion-source.ts';

/** `a, "b, c"`: cells may stand in quotes. */
function cellsOf(text: string): string[] {
  const cells = text.match(/\s*(?:"(?:[^"]|"")*"|[^,]*)\s*(?:,|$)/g) ?? [];
  return cells.flatMap((cell) => {
    const trimmed = cell.replace(/,$/, '').trim();
    const plain = /^"[\s\S]*"$/.test(trimmed) ? trimmed.slice(1, -1).replaceAll('""', '"') : trimmed;
    return plain === '' ? [] : [plain];
  });
}

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : cellsOf(String(value ?? ''));

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

const holding =
  (field: 'any' | 'all', ignoreCase: boolean): TakeAssertion =>
  ({ value }) => {
    const texts = listOf(value).filter((text) => text !== '');
    if (texts.length === 0) return { why: 'it has no value' };
    return { scorers: [{ type: 'contains', [field]: texts, ignoreCase, lookalikes: false }] };
  };

const holdingOne =
  (ignoreCase: boolean): TakeAssertion =>
  ({ value }) => {
    if (isEmpty(value) || typeof value === 'object')
      return { why: `its value is ${JSON.stringify(value) ?? 'not there'}, not a text` };
    return { scorers: [{ type: 'contains', any: [String(value)], ignoreCase, lookalikes: false }] };
  };

function equals({ value }: AssertionSource): Taken {
  if (value === undefined) return { why: 'it has no value' };
  if (typeof value === 'object')
    return {
      scorers: [{ type: 'json-schema', schema: { const: value }, whole: true }],
    };
  const text = String(value);
  // a case that expects the empty text expects nothing, in files of cases
  if (text === '') return { scorers: [{ type: 'regex', pattern: '^$' }] };
  return {
    scorers: [{ type: 'exact', trim: false, lookalikes: false }],
    expected: text,
    otherwise: { type: 'regex', pattern: `^${escapePattern(text)}$` },
  };
}

/** A schema, or the text of one. */
function schemaOf(value: unknown): Record<string, unknown> | boolean | null {
  if (isEmpty(value)) return {};
  try {
    const schema = typeof value === 'string' ? parseYaml(value) : value;
    return typeof schema === 'boolean' ||
      (typeof schema === 'object' && schema !== null && !Array.isArray(schema))
      ? (schema as Record<string, unknown> | boolean)
      : null;
  } catch {
    return null;
  }
}

/** Words that other drafts of JSON Schema read in another way. */
const hasOldWords = (schema: unknown): boolean =>
  /"(?:items":\[|additionalItems"|dependencies"|\$recursiveRef")/.test(JSON.stringify(schema));

const json =
  (whole: boolean): TakeAssertion =>
  ({ value }) => {
    const schema = schemaOf(value);
    if (schema === null) return { why: 'its value is not a JSON Schema' };
    const but = [
      ...(hasOldWords(schema) ? ['the schema is read as draft 2020-12'] : []),
      ...(whole ? [] : ['if there are several, the last counts, not any']),
    ].join('; ');
    return { scorers: [{ type: 'json-schema', schema, ...(whole && { whole }) }], ...(but && { but }) };
  };

function regex({ value }: AssertionSource): Taken {
  if (typeof value !== 'string' || value === '') return { why: 'its value is not a pattern' };
  if (/\(\?<?[=!]|\\[1-9]|\\k</.test(value))
    return {
      why: 'RE2 has no look-around or back-references, so that no pattern can hang a run',
    };
  const but = /\\[pP]\{/.test(value)
    ? 'classes such as `\\p{L}` match letters of that class, not the text p{L}'
    : '';
  return { scorers: [{ type: 'regex', pattern: value }], ...(but && { but }) };
}

const limited =
  (scorer: (limit: number) => { type: string }): TakeAssertion =>
  ({ threshold, isTurned }) => {
    if (isTurned) return { why: '`not-` has no meaning for it' };
    return threshold === undefined
      ? { why: 'it has no threshold' }
      : { scorers: [scorer(threshold)], usesThreshold: true };
  };

const against =
  (type: string, usual: number, but: string, options: object = {}): TakeAssertion =>
  (source) => {
    const { value, threshold = usual } = source;
    const texts = Array.isArray(value) ? value : [value];
    if (!texts.every((text) => typeof text === 'string' && text !== ''))
      return { why: 'its value is not a text' };
    return {
      scorers: [{ type, threshold: limitOf(source, threshold), ...options }],
      expected: value,
      but,
      usesThreshold: true,
    };
  };

function levenshtein({ value, threshold, isTurned }: AssertionSource): Taken {
  if (isTurned) return { why: '`not-` has no meaning for it' };
  if (typeof value !== 'string') return { why: 'its value is not a text' };
  const maxEdits = Math.max(0, Math.floor(threshold || 5));
  return { scorers: [{ type: 'levenshtein', maxEdits, trim: false }], expected: value, usesThreshold: true };
}

const whole = z.number().int().nonnegative();
const range = z
  .strictObject({
    min: z.number().int().nonnegative().optional(),
    max: z.number().int().nonnegative().optional(),
  })
  .refine(({ min, max }) => min !== undefined || max !== undefined);
const wordLimits = z.union([
  range,
  z
    .union([z.number(), z.string().min(1)])
    .transform(Number)
    .pipe(whole)
    .transform((n) => ({ min: n, max: n })),
]);

function wordCount({ value }: AssertionSource): Taken {
  const read = wordLimits.safeParse(value);
  return read.success
    ? {
        scorers: [{ type: 'length', unit: 'words', ...read.data }],
        but: 'words are counted by Unicode rules, not by spaces',
      }
    : { why: `its value is ${JSON.stringify(value)}` };
}

function toolCalls(source: AssertionSource): Taken {
  const { value, threshold = 1 } = source;
  const names = listOf(value);
  if (names.length === 0) return { why: 'it names no tools' };
  return {
    scorers: [{ type: 'tool-call', measure: 'f1', threshold: limitOf(source, threshold) }],
    expected: names.map((name) => ({ name })),
    usesThreshold: true,
  };
}

function startsWith({ value }: AssertionSource): Taken {
  if (isEmpty(value) || typeof value === 'object') return { why: 'its value is not a text' };
  return {
    scorers: [
      { type: 'starts-with', any: [String(value)], ignoreCase: false, lookalikes: false, trim: false },
    ],
    // tables give it a number that it does not look at
    usesThreshold: true,
  };
}

const parsed =
  (type: string, but: string): TakeAssertion =>
  ({ value }) => {
    const more = isEmpty(value) ? '' : `; ${JSON.stringify(value)} is ignored`;
    return { scorers: [{ type }], but: `${but}${more}` };
  };

export const plainKinds: Record<string, TakeAssertion> = {
  equals,
  contains: holdingOne(false),
  icontains: holdingOne(true),
  'contains-any': holding('any', false),
  'icontains-any': holding('any', true),
  'contains-all': holding('all', false),
  'icontains-all': holding('all', true),
  'starts-with': startsWith,
  regex,
  'is-json': json(true),
  'contains-json': json(false),
  'is-xml': parsed('xml', 'XML in a code fence counts as well, namespaces are checked'),
  'contains-xml': parsed('xml', 'the XML must be the whole answer or in a code fence'),
  'is-html': parsed('html', 'it must be HTML without parse errors'),
  'contains-html': parsed(
    'html',
    'it must be HTML without parse errors, the whole answer or in a code fence',
  ),
  'is-sql': parsed('sql', 'it uses another parser, and SQL in a code fence counts as well'),
  'contains-sql': parsed('sql', 'it uses another parser'),
  'is-refusal': parsed('refusal', 'it recognizes other phrases, and an empty answer is not a refusal'),
  latency: limited((max) => ({ type: 'latency', max })),
  cost: limited((maxUsd) => ({ type: 'cost', maxUsd })),
  'rouge-n': against('rouge', 0.75, 'case is ignored', { variant: '1' }),
  'rouge-l': against('rouge', 0.75, 'case is ignored', { variant: 'l' }),
  bleu: against('bleu', 0.5, 'BLEU is as sacreBLEU computes it, with another smoothing'),
  levenshtein,
  'word-count': wordCount,
  'tool-call-f1': toolCalls,
};
