import { cutText } from '../base/cut-text.ts';
import type { Answer } from '../contract/attempt.ts';
import type { Verdict } from '../contract/score.ts';
import type { Case } from '../contract/suite.ts';
import { expectedTexts } from './expected-texts.ts';
import { composed } from './text-form.ts';

/** What a comparison with one expected text gives; `null`: the two cannot be compared. */
export type Comparison = { value: number; metadata?: Record<string, number> } | null;

const shown = (text: string) => JSON.stringify(cutText(text, 80));

/** The answer against each expected text; the best counts, as any of them would do. */
export function bestReference(
  answer: Answer,
  testCase: Case,
  compare: (text: string, expected: string) => Comparison,
): Verdict {
  const wanted = expectedTexts(testCase.expected);
  if (!wanted) return { value: null, explanation: 'The case expects no text to compare with.' };
  let best: (NonNullable<Comparison> & { expected: string }) | null = null;
  for (const expected of wanted) {
    const compared = compare(composed(answer.text), composed(expected));
    if (compared && (!best || compared.value > best.value)) best = { ...compared, expected };
  }
  if (!best) return { value: null, explanation: '`expected` of the case has nothing to compare with.' };
  const { value, metadata, expected } = best;
  return {
    value,
    ...(metadata && { metadata }),
    ...(value < 1 && { explanation: `Compared with ${shown(expected)}: ${value.toFixed(3)}.` }),
  };
}
