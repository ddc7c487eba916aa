/** What answers were like that no quality, cost or time tells of: truncated, refused, not scored, or not there. */
import type { TargetSummary } from '../../contract/analysis.ts';
import { formatCount, percentText } from '../format.ts';
import { answersOf, unscoredOf } from '../metrics/readings.ts';

export interface AnswerCounts {
  label: string;
  /** Calls that gave an answer. */
  answers: number;
  truncated: number;
  refused: number;
  /** Answers that no scorer could judge; 0 where nothing of the run was scored. */
  unscored: number;
  /** The bound of an answer, where the target sets one. */
  maxOutputTokens: number | undefined;
}

export const answerCounts = (target: TargetSummary): AnswerCounts => ({
  label: target.target.label,
  answers: answersOf(target),
  truncated: target.outcomes.truncated ?? 0,
  refused: target.outcomes.refused ?? 0,
  unscored: unscoredOf(target),
  maxOutputTokens: target.target.parameters.maxOutputTokens,
});

const of = (count: number, answers: number) => `${formatCount(count)} of ${formatCount(answers)} answers`;

/** `156 of 180 answers truncated at maxOutputTokens (256)`. */
export function truncatedText({ truncated, answers, maxOutputTokens }: AnswerCounts): string {
  const bound = maxOutputTokens === undefined ? 'their token limit' : `maxOutputTokens (${maxOutputTokens})`;
  return `${of(truncated, answers)} truncated at ${bound}`;
}

function unscoredNotes(counts: AnswerCounts[]): string[] {
  const missing = counts.filter(({ unscored }) => unscored > 0);
  if (missing.length === 0) return [];
  const told = missing.map(({ label, unscored, answers }) => `${label} ${of(unscored, answers)}`).join(', ');
  const fractions = new Set(counts.map(({ unscored, answers }) => unscored / answers));
  const unlike =
    fractions.size > 1
      ? '; the fraction differs between targets, so their qualities are of different cases'
      : '';
  return [`not scored: ${told}: quality is of the others${unlike}`];
}

/** One sentence for each kind, naming whom it concerns. */
export function answerNotes(counts: AnswerCounts[]): string[] {
  const refused = counts.filter((each) => each.refused > 0);
  return [
    ...counts
      .filter(({ truncated }) => truncated > 0)
      .map(
        (each) =>
          `${each.label}: ${truncatedText(each)}: their quality, cost and time are of what came before it`,
      ),
    ...(refused.length === 0
      ? []
      : [
          `stopped by a content filter: ${refused.map((each) => `${each.label} ${of(each.refused, each.answers)}`).join(', ')}`,
        ]),
    ...unscoredNotes(counts),
  ];
}

/** Where calls failed: the quality of the answers alone, beside the one that counts a failure as 0. */
export function ofAnsweredNote(
  targets: { label: string; quality: number | null; answered: number | null; failed: number }[],
): string[] {
  const told = targets.filter(({ failed, quality }) => failed > 0 && quality !== null);
  if (told.length === 0) return [];
  const each = told.map(({ label, answered }) => `${label} ${percentText(answered)}`).join(', ');
  return [`a call without an answer counts 0 in quality; of answered alone: ${each}`];
}
