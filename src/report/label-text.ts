/** What a person who labels is shown: the question and the answer, or two, and nothing of who gave them. */
import type { SamplePayload } from '../contract/sample.ts';
import { answerText, indent, questionText } from './case-text.ts';
import type { Paint } from './paint.ts';

/** `payloads`: one answer, or two of the same case. */
export function labelText(payloads: readonly SamplePayload[], paint: Paint): string {
  const [first] = payloads;
  if (!first) return '';
  const names = payloads.length === 1 ? ['Answer'] : ['Answer A', 'Answer B'];
  const answers = payloads.map(
    ({ answer }, i) => `${paint('bold', names[i] ?? '')}\n${indent(answerText(answer), '  ')}`,
  );
  return [...questionText(first, paint), ...answers].join('\n');
}
