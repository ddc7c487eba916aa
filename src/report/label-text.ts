/** What a person who labels is shown: the question and the answer, or two, and nothing of who gave them. */
import type { BlindAnswers } from '../contract/label.ts';
import { answerText, indent, questionText } from './case-text.ts';
import type { Paint } from './paint.ts';

export function labelText({ answers: given, ...question }: BlindAnswers, paint: Paint): string {
  const names = given.length === 1 ? ['Answer'] : ['Answer A', 'Answer B'];
  const answers = given.map(
    (answer, i) => `${paint('bold', names[i] ?? '')}\n${indent(answerText(answer), '  ')}`,
  );
  return [...questionText(question, paint), ...answers].join('\n');
}
