/** A judge's stored scores of a run against what people said of the same answers. */
import { checkJudge } from '../analyze/judged/check-judge.ts';
import { pairAgreement } from '../analyze/judged/pair-agreement.ts';
import type { Calibration } from '../contract/calibration.ts';
import { AssayError } from '../contract/errors.ts';
import type { Label } from '../contract/label.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { Run } from '../contract/run.ts';
import { judgedAnswersOf } from './judged-answers-of.ts';

const vendorOf = (model: string) => model.slice(0, model.indexOf('/'));

/** What people were asked of single answers of the run. */
export const criteriaOf = (labels: readonly Label[]): string[] => [
  ...new Set(
    labels.filter(({ other_sample_id }) => other_sample_id === null).map(({ criterion }) => criterion),
  ),
];

/** `labels`: all of the run; those of the criterion count, and those of pairs. Throws `usage` without a score of that name. */
export async function calibrate(
  store: Pick<ResultStore, 'records'>,
  run: Run,
  { scorer, criterion }: Pick<Calibration, 'scorer' | 'criterion'>,
  labels: readonly Label[],
): Promise<Calibration> {
  const single = labels.filter((label) => label.criterion === criterion && label.other_sample_id === null);
  const pairs = labels.filter(({ other_sample_id }) => other_sample_id !== null);
  const { answers, judges, values } = await judgedAnswersOf(store, run.run_id, scorer, single);
  if (answers.length === 0)
    throw new AssayError('usage', `run ${run.run_id} has no scores of a judge named "${scorer}"`, {
      remedy: '`assay show --case CASE` tells which scores an answer has.',
    });
  const vendors = new Set(judges.map(vendorOf));
  return {
    schema: 'assay.judge/1',
    run_id: run.run_id,
    scorer,
    criterion,
    people: [...new Set([...single, ...pairs].map(({ by }) => by))],
    judges,
    ...checkJudge(answers, run.targets),
    pairs: pairAgreement(values, pairs),
    again: null,
    same_vendor: run.targets.filter(({ provider }) => vendors.has(provider)).map(({ label }) => label),
  };
}
