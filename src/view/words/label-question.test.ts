import { expect, it } from 'vitest';
import { labelQuestion } from './label-question.ts';

const one = { case_id: 'a', sample_id: 'x', other_sample_id: null, value: null };
const two = { ...one, other_sample_id: 'y' };

it.each([
  ['correct', '', [one], 'correct?'],
  ['tone', 'Is the tone polite', [one], 'Is the tone polite?'],
  ['tone', 'Is the tone polite?', [one], 'Is the tone polite?'],
  ['tone', 'Rate the tone.', [one], 'Rate the tone.'],
  ['better', '', [two], 'Which is better?'],
  ['politer', '', [two, two], 'Which is better (politer)?'],
  ['correct', '', [], 'correct?'],
])('asks by %s %s', (criterion, question, items, asked) =>
  expect(labelQuestion({ criterion, question, items })).toBe(asked),
);
