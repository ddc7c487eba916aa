import { z } from 'zod';
import { escapePattern } from '../../base/escape-pattern.ts';
import type { ScorerEntry } from '../../contract/suite.ts';
import type { DataSet } from './data-set.ts';

const row = z.object({
  key: z.union([z.string(), z.number()]).optional(),
  prompt: z.string(),
  instruction_id_list: z.array(z.string()).min(1),
  kwargs: z.array(z.record(z.string(), z.unknown()).nullable()),
});

const words = z.array(z.string().min(1)).min(1);
const count = z.coerce.number().int().nonnegative();
const relation = z.enum(['at least', 'less than']);

/** At least n, or less than n, of what `unit` counts. */
function length(unit: string, given: unknown, wanted: unknown): ScorerEntry {
  const n = count.parse(wanted);
  return {
    type: 'length',
    unit,
    ...(relation.parse(given) === 'at least' ? { min: n } : { max: Math.max(0, n - 1) }),
  };
}

type Kwargs = Record<string, unknown>;

/** Instructions that one of our scorers checks in the same way; all others are told. */
const checks: Record<string, (kwargs: Kwargs) => ScorerEntry> = {
  'keywords:existence': ({ keywords }) => ({ type: 'contains', all: words.parse(keywords) }),
  'keywords:forbidden_words': ({ forbidden_words }) => ({
    type: 'contains',
    none: words.parse(forbidden_words),
  }),
  'length_constraints:number_words': (k) => length('words', k['relation'], k['num_words']),
  'length_constraints:number_sentences': (k) => length('sentences', k['relation'], k['num_sentences']),
  'punctuation:no_comma': () => ({ type: 'contains', none: [','] }),
  'detectable_format:json_format': () => ({ type: 'json-schema', schema: {} }),
  'detectable_format:title': () => ({ type: 'regex', pattern: String.raw`<<[^\n]+>>` }),
  'detectable_format:number_highlighted_sections': (k) => ({
    type: 'regex',
    pattern: String.raw`(?:\*[^\n*]+\*[\s\S]*?){${count.parse(k['num_highlights'])},}`,
  }),
  'detectable_content:postscript': (k) => ({
    type: 'contains',
    any: [z.string().min(1).parse(k['postscript_marker'])],
  }),
  'detectable_content:number_placeholders': (k) => ({
    type: 'regex',
    pattern: String.raw`(?:\[[^\]\n]*\][\s\S]*?){${count.parse(k['num_placeholders'])},}`,
  }),
  'startend:end_checker': (k) => ({
    type: 'regex',
    pattern: String.raw`${escapePattern(z.string().min(1).parse(k['end_phrase']))}\W*$`,
    flags: 'i',
  }),
  'startend:quotation': () => ({ type: 'regex', pattern: String.raw`^\s*"[\s\S]*"\s*$` }),
  'change_case:english_lowercase': () => ({ type: 'regex', pattern: '[A-Z]', not: true }),
  'change_case:english_capital': () => ({ type: 'regex', pattern: '[a-z]', not: true }),
};

/** Instructions that can be checked without a judge. */
export const ifeval: DataSet<z.infer<typeof row>> = {
  word: 'ifeval',
  summary: 'IFEval: {prompt, instruction_id_list, kwargs}',
  row,
  scorers: [],
  caseOf({ key, prompt, instruction_id_list, kwargs }, lacking, place) {
    const scorers: ScorerEntry[] = [];
    for (const [i, id] of instruction_id_list.entries()) {
      try {
        const scorer = checks[id]?.(kwargs[i] ?? {});
        if (scorer) scorers.push(scorer);
        else lacking.add(`instruction ${id}`, 'no scorer checks it', place);
      } catch {
        lacking.add(`instruction ${id} with other arguments`, `kwargs: ${JSON.stringify(kwargs[i])}`, place);
      }
    }
    // a prompt of which only a part is checked would seem followed when it is not
    if (scorers.length < instruction_id_list.length) return null;
    return { ...(key !== undefined && { id: String(key) }), input: prompt, scorers };
  },
};
