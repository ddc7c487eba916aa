import { z } from 'zod';
import type { ScoreAnswer, ScorerKind } from '../contract/score.ts';
import { findField } from './find-field.ts';
import { optionError } from './parse-options.ts';

const field = z.string().min(1);

/** Options without `field`, which every scorer of texts takes: the place in the JSON of an answer that is scored in the answer's stead. */
export function splitField(
  { type, readsText }: Pick<ScorerKind, 'type' | 'readsText'>,
  options: Record<string, unknown>,
): { path: string | null; others: Record<string, unknown> } {
  if (!readsText || options['field'] === undefined) return { path: null, others: options };
  const { field: given, ...others } = options;
  const parsed = field.safeParse(given);
  if (parsed.success) return { path: parsed.data, others };
  throw optionError({
    message: `Option "field" of scorer "${type}" cannot be ${JSON.stringify(given)}.`,
    path: 'field',
    expected: 'a field of the JSON in the answer, as a path such as answer or result.total',
  });
}

/** The scorer sees the field as if it were the whole answer. */
export function narrowToField(path: string, score: ScoreAnswer): ScoreAnswer {
  return async (answer, testCase, context) => {
    const found = findField(answer.text, path);
    if (!found.found) return { value: 0, explanation: found.reason };
    const verdict = await score({ ...answer, text: found.text }, testCase, {
      ...context,
      field: { value: found.value },
    });
    if (found.note === null) return verdict;
    return { ...verdict, explanation: [verdict.explanation, found.note].filter(Boolean).join(' ') };
  };
}
