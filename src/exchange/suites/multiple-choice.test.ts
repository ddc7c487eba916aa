import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnsupportedList } from './converted.ts';
import { multipleChoice } from './multiple-choice.ts';

function convert(row: unknown) {
  const unsupported = new UnsupportedList();
  const entry = multipleChoice.caseOf(multipleChoice.row.parse(row), unsupported, 'row 1');
  return { entry, listed: unsupported.all.map(({ what, why }) => `${what}: ${why}`) };
}
const letterFor = (answer: unknown, choices: unknown[]) =>
  convert({ question: 'Q', choices, answer }).entry?.expected;

describe('the right choice', () => {
  it.each([
    ['a letter', 'B', ['red', 'blue'], 'B'],
    ['a small letter with blanks', ' b ', ['red', 'blue'], 'B'],
    ['a place from 0', 1, ['red', 'blue'], 'B'],
    ['a place as text', '0', ['red', 'blue'], 'A'],
    ['the text of a choice', 'blue', ['red', 'blue'], 'B'],
    ['a place, though the choices are numbers', 1, ['0', '4', '2', '1'], 'B'],
    ['a number too large for a place', '20', ['10', '20', '30'], 'B'],
    ['a number too large for a place, not as text', 20, [10, 20, 30], 'B'],
    ['a number that is place and choice alike', '1', ['0', '1', '2'], 'B'],
    ['a truth value', true, [false, true], 'B'],
  ])('%s', (_, answer, choices, letter) => {
    expect(letterFor(answer, choices)).toBe(letter);
  });

  it.each([
    ['a letter behind the last choice', 'C', ['red', 'blue']],
    ['a place behind the last choice', 2, ['red', 'blue']],
    ['another text', 'green', ['red', 'blue']],
    ['a number that names one choice by its place and another by its text', '2', ['2', '3', '5']],
    ['no answers', [], ['red', 'blue']],
  ])('cannot be told from %s', (_, answer, choices) => {
    const { entry, listed } = convert({ question: 'Q', choices, answer });
    expect(entry).toBeNull();
    expect(listed).toEqual([
      `questions whose answer is not clearly one of the choices: answer is ${JSON.stringify(answer)}`,
    ]);
  });

  it('is one: several are not taken over', () => {
    expect(convert({ question: 'Q', choices: ['a', 'b', 'c'], answer: ['A', 'C'] }).listed).toEqual([
      'questions with several correct choices: the answer must be one letter',
    ]);
    expect(letterFor(['C'], ['a', 'b', 'c'])).toBe('C');
  });

  it('goes by the labels that the data set gives', () => {
    const choices = { text: ['one', 'two', 'three'], label: ['1', '2', '3'] };
    expect(convert({ question: 'Q', choices, answerKey: '3' }).entry?.expected).toBe('C');
    expect(convert({ question: 'Q', choices, answerKey: '1' }).entry?.expected).toBe('A');
  });

  it('is the same however it is written, for every choice', () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 2, maxLength: 26 });
    fc.assert(
      fc.property(words, fc.nat(), (choices, n) => {
        const place = n % choices.length;
        const letter = String.fromCharCode(65 + place);
        for (const answer of [letter, letter.toLowerCase(), place, String(place), choices[place]])
          expect(letterFor(answer, choices)).toBe(letter);
      }),
    );
  });
});

describe('the question', () => {
  it('lists the choices under letters and limits the scorer to those', () => {
    const { entry } = convert({
      question: ' Which?\n',
      choices: ['red', 2],
      answer: 'A',
      question_id: 7,
      subject: 'art',
    });
    expect(entry).toEqual({
      id: '7',
      input: 'Which?\n\nA) red\nB) 2\n\nAnswer with the letter of the right choice.',
      expected: 'A',
      category: 'art',
      scorers: [{ type: 'choice', labels: ['A', 'B'] }],
    });
  });

  it('adds them to the last message of the user', () => {
    const roles = ['system', 'user', 'assistant', 'user', 'assistant'];
    const question = roles.map((role, i) => ({ role, content: `m${i}` }));
    const { entry } = convert({ question, choices: ['x', 'y'], answer: 'B' });
    expect(entry?.messages?.map(({ content }) => String(content).includes('B) y'))).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  it.each([
    ['choices', { question: 'Q', choices: ['a', 'b'], answer: 'A' }],
    ['an object by letters', { question: 'Q', options: { A: 'a', B: 'b' }, answer: 'A' }],
    [
      'labelled items',
      {
        question: 'Q',
        choices: [
          { label: 'A', text: 'a' },
          { label: 'B', text: 'b' },
        ],
        answer: 'A',
      },
    ],
    ['columns A, B', { question: 'Q', A: 'a', B: 'b', answer: 'A' }],
    ['columns a, b', { question: 'Q', a: 'a', b: 'b', answer: 'A' }],
    ['columns option_a, option_b', { question: 'Q', option_a: 'a', option_b: 'b', answer: 'A' }],
    ['columns Option A, Option B', { question: 'Q', 'Option A': 'a', 'Option B': 'b', answer: 'A' }],
    ['columns of which the last are empty', { question: 'Q', A: 'a', B: 'b', C: '', D: '', answer: 'A' }],
    ['another name for the question', { query: 'Q', choices: ['a', 'b'], gold: 0 }],
  ])('has its choices as %s', (_, row) => {
    expect(convert(row).entry).toMatchObject({
      input: 'Q\n\nA) a\nB) b\n\nAnswer with the letter of the right choice.',
      expected: 'A',
    });
  });

  it.each([
    ['no choices', { question: 'Q', answer: 'A' }],
    ['one choice', { question: 'Q', choices: ['a'], answer: 'A' }],
    ['27 choices', { question: 'Q', choices: Array.from({ length: 27 }, String), answer: 'A' }],
    ['one column of letters', { question: 'Q', A: 'a', answer: 'A' }],
    ['an object with other keys', { question: 'Q', options: { first: 'a', second: 'b' }, answer: 'A' }],
    ['no question', { choices: ['a', 'b'], answer: 'A' }],
    ['no answer', { question: 'Q', choices: ['a', 'b'] }],
    ['no object', 'Q'],
  ])('is none with %s', (_, row) => {
    expect(multipleChoice.row.safeParse(row).success).toBe(false);
  });
});
