import { ownValue } from '../../base/own-value.ts';
import { z } from 'zod';
import { escapePattern } from './escape-pattern.ts';
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
/** Those of the data set that the scorer `language` tells apart. */
const languages = new Set(
  'ar bg bn de en es fa fi fr gu he hi it ja kn ko ml mr pa pl pt ru ta te th uk ur vi'.split(' '),
);
const language = z.string().refine((code) => languages.has(code));

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

const text = z.string().min(1);
/** RE2 takes no more repetitions of one part. */
const maxTimes = 1000;
const times = count.max(maxTimes);

/** `part` at least `n` times, anything between. */
const often = (part: string, n: number, flags = '') => ({
  type: 'regex',
  pattern: String.raw`(?:${part}[\s\S]*?){${n}}`,
  ...(flags && { flags }),
});

/** At least so often, or less often. */
const related = (part: string, given: unknown, n: unknown, flags = ''): ScorerEntry => ({
  ...often(part, times.parse(n), flags),
  ...(relation.parse(given) === 'less than' && { not: true }),
});

/** Exactly so often: so often, and not once more. */
const exactly = (part: string, n: number, flags = ''): ScorerEntry[] => [
  often(part, n, flags),
  { ...often(part, n + 1, flags), name: 'no more', not: true },
];

/** Text between marks of three asterisks, not blank. */
const starred = String.raw`\s*(?:[^*\s]|\*{1,2}[^*])(?:[^*]|\*{1,2}[^*])*`;
/** Lines without an empty one between them. */
const block = String.raw`\s*[^\s][^\n]*(?:\n[^\n]+)*`;

function nthParagraph(k: Kwargs): ScorerEntry[] {
  const [n, nth] = [times.parse(k['num_paragraphs']), times.min(1).parse(k['nth_paragraph'])];
  const word = escapePattern(text.parse(k['first_word']));
  const rest = (number: number) => String.raw`(?:\n\n${block}){${number}}`;
  return [
    { type: 'regex', name: 'paragraphs', pattern: String.raw`^${block}${rest(n - 1)}\s*$` },
    {
      type: 'regex',
      name: 'first word',
      pattern: `^${nth > 1 ? String.raw`${block}${rest(nth - 2)}\n\n` : ''}\\s*['"]*${word}['".,?!]*(?:\\s|$)`,
      flags: 'i',
    },
  ];
}

/** Instructions that scorers of ours check in the same way; all others are told. */
const checks: Record<string, (kwargs: Kwargs) => ScorerEntry | ScorerEntry[]> = {
  'keywords:existence': ({ keywords }) => ({ type: 'contains', all: words.parse(keywords) }),
  'keywords:forbidden_words': ({ forbidden_words }) => ({
    type: 'contains',
    none: words.parse(forbidden_words),
  }),
  'keywords:frequency': (k) =>
    related(escapePattern(text.parse(k['keyword'])), k['relation'], k['frequency'], 'i'),
  'keywords:letter_frequency': (k) =>
    related(escapePattern(text.length(1).parse(k['letter'])), k['let_relation'], k['let_frequency'], 'i'),
  'language:response_language': (k) => ({ type: 'language', any: language.parse(k['language']) }),
  'length_constraints:number_words': (k) => length('words', k['relation'], k['num_words']),
  'length_constraints:number_sentences': (k) => length('sentences', k['relation'], k['num_sentences']),
  'length_constraints:number_paragraphs': (k) => ({
    type: 'regex',
    pattern: String.raw`^(?:\s*\*\*\*)?${starred}(?:\*\*\*${starred}){${times.min(1).parse(k['num_paragraphs']) - 1}}(?:\*\*\*)?\s*$`,
  }),
  'length_constraints:nth_paragraph_first_word': nthParagraph,
  'combination:repeat_prompt': (k) => ({ type: 'starts-with', any: [text.parse(k['prompt_to_repeat'])] }),
  'punctuation:no_comma': () => ({ type: 'contains', none: [','] }),
  'detectable_format:json_format': () => ({ type: 'json-schema', schema: {} }),
  'detectable_format:title': () => ({ type: 'regex', pattern: String.raw`<<[^\n]+>>` }),
  'detectable_format:number_highlighted_sections': (k) =>
    often(String.raw`\*[^\n*]+\*`, times.parse(k['num_highlights'])),
  'detectable_format:number_bullet_lists': (k) =>
    exactly(String.raw`^[ \t]*(?:\*[^*\n]|-)`, times.parse(k['num_bullets']), 'm'),
  'detectable_format:multiple_sections': (k) =>
    often(
      String.raw`${escapePattern(text.parse(k['section_spliter']))}\s?\d+`,
      times.parse(k['num_sections']),
    ),
  'detectable_format:constrained_response': () => ({
    type: 'contains',
    any: ['My answer is yes.', 'My answer is no.', 'My answer is maybe.'],
    ignoreCase: false,
  }),
  'detectable_content:postscript': (k) => ({
    type: 'contains',
    any: [text.parse(k['postscript_marker'])],
  }),
  'detectable_content:number_placeholders': (k) =>
    often(String.raw`\[[^\]\n]*\]`, times.parse(k['num_placeholders'])),
  'startend:end_checker': (k) => ({
    type: 'regex',
    pattern: String.raw`${escapePattern(text.parse(k['end_phrase']))}\W*$`,
    flags: 'i',
  }),
  'startend:quotation': () => ({ type: 'regex', pattern: String.raw`^\s*"[\s\S]*"\s*$` }),
  'change_case:english_lowercase': () => ({ type: 'regex', pattern: '[A-Z]', not: true }),
  'change_case:english_capital': () => ({ type: 'regex', pattern: '[a-z]', not: true }),
  'change_case:capital_word_frequency': (k) =>
    related(String.raw`\b[A-Z][A-Z'-]*\b`, k['capital_relation'], k['capital_frequency']),
};

/** Instructions that can be checked without a judge. */
export const ifeval: DataSet<z.infer<typeof row>> = {
  word: 'ifeval',
  summary: 'IFEval: {prompt, instruction_id_list, kwargs}',
  row,
  scorers: [],
  caseOf({ key, prompt, instruction_id_list, kwargs }, unsupported, place) {
    const scorers: ScorerEntry[] = [];
    let checked = 0;
    for (const [i, id] of instruction_id_list.entries()) {
      try {
        const found = ownValue(checks, id)?.(kwargs[i] ?? {});
        if (found) {
          scorers.push(...[found].flat());
          checked++;
        } else unsupported.add(`instruction ${id}`, 'no scorer checks it', place);
      } catch {
        unsupported.add(
          `instruction ${id} with other arguments`,
          `kwargs: ${JSON.stringify(kwargs[i])}`,
          place,
        );
      }
    }
    // a prompt of which only a part is checked would seem followed when it is not
    if (checked < instruction_id_list.length) return null;
    return { ...(key !== undefined && { id: String(key) }), input: prompt, scorers };
  },
};
