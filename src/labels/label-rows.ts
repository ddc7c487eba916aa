/** Labels that were given elsewhere: rows of a table to labels of a run's answers. */
import { ownValue } from '../base/own-value.ts';
import { AssayError } from '../contract/errors.ts';
import type { Label } from '../contract/label.ts';
import type { RunTarget } from '../contract/run.ts';
import type { Sample } from '../contract/sample.ts';
import { defaultCriterion } from './choices.ts';

export interface AnswerPlace extends Pick<Sample, 'sample_id' | 'target_id' | 'case_id' | 'repeat'> {}

export interface LabelRowsOptions {
  runId: string;
  targets: readonly Pick<RunTarget, 'id' | 'label' | 'provider' | 'model'>[];
  /** Answers of the run that can be labelled. */
  answers: readonly AnswerPlace[];
  /** Where a row does not tell. */
  by: string;
  criterion: string | null;
  atMs: number;
}

const words: Record<string, number> = {
  true: 1,
  yes: 1,
  right: 1,
  false: 0,
  no: 0,
  wrong: 0,
  neither: 0.5,
  tie: 0.5,
};

const textOf = (value: unknown) => (value === null || value === undefined ? '' : String(value).trim());

const refuse = (place: number, message: string, remedy: string) =>
  new AssayError('usage', `row ${place}: ${message}`, { remedy });

/** Reads rows one by one; nothing is written here, so that a table with a mistake changes nothing. */
export class LabelRows {
  readonly #options: LabelRowsOptions;
  readonly #samples: ReadonlyMap<string, AnswerPlace>;
  readonly #byPlace: ReadonlyMap<string, AnswerPlace>;
  readonly #rows = new Map<string, number>();

  constructor(options: LabelRowsOptions) {
    this.#options = options;
    this.#samples = new Map(options.answers.map((answer) => [answer.sample_id, answer]));
    this.#byPlace = new Map(
      options.answers.map((answer) => [placeKey(answer.target_id, answer.case_id, answer.repeat), answer]),
    );
  }

  /** Throws `usage` with the row's place. */
  label(row: Record<string, unknown>, place: number): Label {
    const { runId, by, criterion, atMs } = this.#options;
    const first = this.#answer(row, place, 'sample_id', 'target');
    const isPair = ['other_sample_id', 'other_target'].some((name) => textOf(row[name]) !== '');
    const other = isPair ? this.#answer(row, place, 'other_sample_id', 'other_target') : null;
    if (other && (other.case_id !== first.case_id || other.sample_id === first.sample_id))
      throw refuse(
        place,
        'the two answers are not from the same case',
        'A pair is two answers to the same case.',
      );
    const label: Label = {
      run_id: runId,
      case_id: first.case_id,
      sample_id: first.sample_id,
      other_sample_id: other?.sample_id ?? null,
      criterion: textOf(row['criterion']) || (criterion ?? defaultCriterion(isPair)),
      value: this.#value(row, place),
      by: textOf(row['by']) || by,
      at_ms: atMs,
    };
    this.#once(label, place);
    return label;
  }

  #answer(row: Record<string, unknown>, place: number, idColumn: string, targetColumn: string): AnswerPlace {
    const id = textOf(row[idColumn]);
    if (id !== '') {
      const found = this.#samples.get(id);
      if (found) return found;
      throw refuse(
        place,
        `${idColumn} "${id}" is not an answer of this run`,
        '`assay show --case CASE --json` shows the ids.',
      );
    }
    const caseId = textOf(row['case'] ?? row['case_id']);
    const name = textOf(row[targetColumn]);
    const target = this.#options.targets.find(({ id: targetId, label, provider, model }) =>
      [targetId, label, model, `${provider}/${model}`].includes(name),
    );
    if (!target)
      throw refuse(
        place,
        name === '' ? `there is no ${targetColumn}` : `${targetColumn} "${name}" is not in this run`,
        `Expected the columns target, case and value (and repeat), or sample_id and value. Targets: ${this.#options.targets.map(({ label }) => label).join(', ')}.`,
      );
    const repeat = textOf(row['repeat']) === '' ? 0 : Number(row['repeat']);
    const found = this.#byPlace.get(placeKey(target.id, caseId, repeat));
    if (found) return found;
    throw refuse(
      place,
      `${target.label} has no answer to case "${caseId}"${repeat > 0 ? `, repeat ${repeat}` : ''}`,
      'Use a case that this target has answered; repeats count from 0.',
    );
  }

  #value(row: Record<string, unknown>, place: number): number {
    const text = textOf(row['value'] ?? row['label']);
    const value = ownValue(words, text.toLowerCase()) ?? (text === '' ? Number.NaN : Number(text));
    if (value >= 0 && value <= 1) return value;
    throw refuse(
      place,
      `value is "${text}"`,
      'Expected 0 to 1, yes or no; for two answers 1 for the first, 0 for the second, 0.5 for neither.',
    );
  }

  /** What is said later counts; within one table that would be an accident. */
  #once({ sample_id, other_sample_id, criterion, by }: Label, place: number): void {
    const key = JSON.stringify([criterion, by, ...[sample_id, other_sample_id].sort()]);
    const before = this.#rows.get(key);
    if (before !== undefined)
      throw refuse(
        place,
        `${by} has already labelled it in row ${before}`,
        'Keep one of them, or name who labelled in a column `by`.',
      );
    this.#rows.set(key, place);
  }
}

const placeKey = (targetId: string, caseId: string, repeat: number) =>
  JSON.stringify([targetId, caseId, repeat]);
