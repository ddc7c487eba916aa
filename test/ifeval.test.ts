/** IFEval's instructions as scorers of ours: each with an answer that follows it, and with some that do not. */
import { expect, it } from 'vitest';
import { UnsupportedList } from '../src/exchange/suites/converted.ts';
import { ifeval } from '../src/exchange/suites/ifeval.ts';
import { createScorer } from '../src/score/create-scorer.ts';
import { normaliseScorers } from '../src/suite/normalise-scorer.ts';
import { answerOf, caseOf } from './made-up/scored-answer.ts';

it.each(
  // kwargs as the data set has them, an answer that follows the instruction, and some that do not
  [
    [
      'keywords:frequency',
      { relation: 'at least', keyword: 'Sun', frequency: 2 },
      'The sun, sunny.',
      'The sun.',
    ],
    [
      'keywords:frequency',
      { relation: 'less than', keyword: 'sun', frequency: 2 },
      'A sun.',
      'Sun and\nsun.',
    ],
    ['keywords:letter_frequency', { letter: 'q', let_frequency: 3, let_relation: 'less than' }, 'Qq', 'qQ.q'],
    ['keywords:letter_frequency', { letter: '#', let_frequency: 4, let_relation: 'at least' }, '####', '###'],
    [
      'language:response_language',
      { language: 'de' },
      'Das ist ein ganz gewöhnlicher deutscher Satz.',
      'This is a quite ordinary English sentence.',
    ],
    [
      'length_constraints:number_paragraphs',
      { num_paragraphs: 2 },
      'One *b*.\n***\nTwo **c**.',
      'One.',
      'One\n***\nTwo\n***\nThree',
      'One\n***\n\n',
    ],
    [
      'length_constraints:nth_paragraph_first_word',
      { num_paragraphs: 3, nth_paragraph: 2, first_word: 'weeks' },
      'A b.\nc\n\nWeeks, go.\n\nD',
      'A\n\nD\n\nWeeks',
      'A\n\nWeeks',
      'A\n\nWeekslong\n\nD',
    ],
    [
      'combination:repeat_prompt',
      { prompt_to_repeat: 'Write a poem.' },
      'write a poem.\nRoses',
      'Roses. Write a poem.',
    ],
    [
      'detectable_format:number_bullet_lists',
      { num_bullets: 2 },
      'x\n* a\n - b\ny',
      '* a',
      '* a\n* b\n- c',
      '**bold**\n**c**',
    ],
    [
      'detectable_format:multiple_sections',
      { section_spliter: 'SECTION', num_sections: 2 },
      'SECTION 1\na\nSECTION 2\nb',
      'SECTION 1\na',
      'SECTION X\nSECTION Y',
    ],
    [
      'detectable_format:constrained_response',
      {},
      'My answer is maybe.',
      'My answer is perhaps.',
      'my answer is yes.',
    ],
    [
      'change_case:capital_word_frequency',
      { capital_relation: 'at least', capital_frequency: 2 },
      'I see NASA',
      'Nasa and ESA',
    ],
    [
      'change_case:capital_word_frequency',
      { capital_relation: 'less than', capital_frequency: 2 },
      'Only NASA',
      'NASA\nand ESA',
    ],
    ['detectable_format:number_highlighted_sections', { num_highlights: 2 }, '*a* and *b*', '*a* and b'],
    ['detectable_content:number_placeholders', { num_placeholders: 2 }, '[a] [b]', '[a]'],
  ] as [string, object, string, ...string[]][],
)('%s with %j', async (id, kwargs, right, ...wrong) => {
  const row = { key: 1, prompt: 'Do.', instruction_id_list: [id], kwargs: [kwargs] };
  const unsupported = new UnsupportedList();
  const entry = ifeval.caseOf(ifeval.row.parse(row), unsupported, 'row 1');
  expect(unsupported.all).toEqual([]);
  const testCase = { ...caseOf(null, normaliseScorers(entry?.scorers ?? [])), id: 'c' };
  const scorer = createScorer([testCase]);
  const verdict = async (text: string) =>
    (await scorer.score(testCase, answerOf(text))).every(({ passed }) => passed === true);
  expect(await verdict(right), right).toBe(true);
  for (const text of wrong) expect(await verdict(text), text).toBe(false);
});
