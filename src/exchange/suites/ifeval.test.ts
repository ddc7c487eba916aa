import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScorerEntry } from '../../contract/suite.ts';
import { UnsupportedList } from './converted.ts';
import { ifeval } from './ifeval.ts';

function convert(...instructions: [id: string, kwargs: Record<string, unknown> | null][]) {
  const unsupported = new UnsupportedList();
  const row = {
    key: 7,
    prompt: 'Write.',
    instruction_id_list: instructions.map(([id]) => id),
    kwargs: instructions.map(([, kwargs]) => kwargs),
  };
  const entry = ifeval.caseOf(ifeval.row.parse(row), unsupported, 'row 1');
  return { entry, listed: unsupported.all.map(({ what, why }) => `${what}: ${why}`) };
}

/** Whether an answer follows an instruction whose scorers are all patterns. */
function follows(id: string, kwargs: Record<string, unknown>, answer: string): boolean {
  const scorers = convert([id, kwargs]).entry?.scorers ?? [];
  return scorers.every((scorer: ScorerEntry) => {
    if (typeof scorer === 'string' || scorer.type !== 'regex') throw new Error('expected a pattern');
    const found = new RegExp(String(scorer['pattern']), `${scorer['flags'] ?? ''}u`).test(answer);
    return found !== (scorer.not === true);
  });
}

describe('counting by patterns', () => {
  const parts = fc.array(fc.constantFrom('sun', 'SUN', 'moon', ' ', '\n', '.'), { maxLength: 12 });
  const n = fc.integer({ min: 1, max: 6 });

  it('finds a keyword as often as it is there, in any case', () => {
    fc.assert(
      fc.property(parts, n, (words, frequency) => {
        const answer = words.join('');
        const count = words.filter((word) => word.toLowerCase() === 'sun').length;
        const given = { keyword: 'sun', frequency };
        expect(follows('keywords:frequency', { ...given, relation: 'at least' }, answer)).toBe(
          count >= frequency,
        );
        expect(follows('keywords:frequency', { ...given, relation: 'less than' }, answer)).toBe(
          count < frequency,
        );
      }),
    );
  });

  it('finds exactly as many bullets as there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), n, (count, num_bullets) => {
        const answer = [
          'Some:',
          ...Array.from({ length: count }, (_, i) => (i % 2 ? '- item' : ' * item')),
        ].join('\n');
        expect(follows('detectable_format:number_bullet_lists', { num_bullets }, answer)).toBe(
          count === num_bullets,
        );
      }),
    );
  });

  it('finds placeholders, highlights and words in capitals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), n, (count, wanted) => {
        const many = (text: string) => `start ${Array.from({ length: count }, () => text).join(' and ')} end`;
        expect(
          follows('detectable_content:number_placeholders', { num_placeholders: wanted }, many('[x]')),
        ).toBe(count >= wanted);
        expect(
          follows('detectable_format:number_highlighted_sections', { num_highlights: wanted }, many('*x*')),
        ).toBe(count >= wanted);
        const capital = { capital_relation: 'at least', capital_frequency: wanted };
        expect(follows('change_case:capital_word_frequency', capital, many('LOUD'))).toBe(count >= wanted);
      }),
    );
  });
});

describe('lengths', () => {
  it.each([
    ['at least', 300, { min: 300 }],
    ['less than', 300, { max: 299 }],
    ['less than', '5', { max: 4 }],
    ['less than', 0, { max: 0 }],
  ])('%s %s', (relation, num_words, limits) => {
    expect(convert(['length_constraints:number_words', { relation, num_words }]).entry?.scorers).toEqual([
      { type: 'length', unit: 'words', ...limits },
    ]);
  });
});

describe('arguments that are not as published', () => {
  it.each([
    ['keywords:existence', {}],
    ['keywords:existence', { keywords: [] }],
    ['keywords:forbidden_words', { forbidden_words: [''] }],
    ['keywords:frequency', { keyword: 'a', frequency: 2 }],
    ['keywords:frequency', { keyword: 'a', frequency: 2, relation: 'more than' }],
    ['keywords:frequency', { keyword: 'a', frequency: 1001, relation: 'at least' }],
    ['keywords:letter_frequency', { letter: 'ab', let_frequency: 1, let_relation: 'at least' }],
    ['length_constraints:number_words', { num_words: 1.5, relation: 'at least' }],
    ['length_constraints:number_paragraphs', { num_paragraphs: 0 }],
    ['language:response_language', { language: 'xx' }],
    ['startend:end_checker', null],
  ])('%s with %j is listed, and the prompt is not asked', (id, kwargs) => {
    const { entry, listed } = convert([id, kwargs], ['punctuation:no_comma', {}]);
    expect(entry).toBeNull();
    expect(listed).toEqual([`instruction ${id} with other arguments: kwargs: ${JSON.stringify(kwargs)}`]);
  });

  it.each(['combination:two_responses', 'constructor', ''])('%j is no instruction that is known', (id) => {
    expect(convert([id, {}])).toEqual({ entry: null, listed: [`instruction ${id}: no scorer checks it`] });
  });
});

it('takes words with signs of patterns as words', () => {
  const end = { end_phrase: 'Any (more) questions?' };
  expect(follows('startend:end_checker', end, 'So. any (more) questions?\n')).toBe(true);
  expect(follows('startend:end_checker', end, 'So. Any more questions')).toBe(false);
});

it('has an id where the row has a key', () => {
  expect(convert(['punctuation:no_comma', null]).entry).toMatchObject({ id: '7', input: 'Write.' });
});
