import type { ReportRun } from '../../contract/report.ts';
import { servedNotes } from '../../view/words/served-notes.ts';
import { answerNotes, ofAnsweredNote } from '../../view/words/answer-notes.ts';

/** What the figures of a run do not tell by themselves: answers that were truncated, refused or not scored, calls that failed. */
export function figuresNotes({ run, figures, served = [] }: ReportRun): string[] {
  const bounds = new Map(run.targets.map(({ id, parameters }) => [id, parameters.maxOutputTokens]));
  const labels = new Map(run.targets.map(({ id, label }) => [id, label]));
  return [
    ...ofAnsweredNote(
      figures.map(({ label, quality, quality_answered: answered, failed }) => ({
        label,
        quality: quality?.value ?? null,
        answered: answered?.value ?? null,
        failed,
      })),
    ),
    ...answerNotes(
      figures.map(({ target_id: id, label, asked, failed, truncated, refused, unscored, quality }) => ({
        label,
        answers: asked - failed,
        truncated,
        refused,
        unscored: quality === null ? 0 : unscored,
        maxOutputTokens: bounds.get(id),
      })),
    ),
    ...servedNotes(served.map((mix) => ({ ...mix, label: labels.get(mix.target_id) ?? mix.target_id }))),
  ];
}
