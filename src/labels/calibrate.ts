/** A judge's stored scores of a run against what people said of the same answers. */
import { checkJudge, type JudgedAnswer } from '../analyze/judged/check-judge.ts';
import { pairAgreement } from '../analyze/judged/pair-agreement.ts';
import { selfPreference } from '../analyze/judged/residuals.ts';
import type { Calibration, SelfPreference } from '../contract/calibration.ts';
import { AssayError } from '../contract/errors.ts';
import type { Label } from '../contract/label.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { Run } from '../contract/run.ts';
import { judgedAnswersOf } from './judged-answers-of.ts';

const vendorOf = (model: string) => model.slice(0, model.indexOf('/'));

/** `own`: ids of targets of a judge's provider. */
function preferenceFor(answers: readonly JudgedAnswer[], own: ReadonlySet<string>): SelfPreference | null {
  const residuals = answers.flatMap(({ target_id, value, labels }) => {
    if (value === null || labels.length === 0) return [];
    const human = labels.reduce((sum, label) => sum + label, 0) / labels.length;
    return [{ isOwn: own.has(target_id), residual: value - human }];
  });
  const [ours, others] = [true, false].map((side) =>
    residuals.filter(({ isOwn }) => isOwn === side).map(({ residual }) => residual),
  );
  return selfPreference(ours ?? [], others ?? []);
}

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
      remedy: '`assay show --case CASE` shows which scores an answer has.',
    });
  const vendors = new Set(judges.map(vendorOf));
  const ofVendor = run.targets.filter(({ provider }) => vendors.has(provider));
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
    self_preference: preferenceFor(answers, new Set(ofVendor.map(({ id }) => id))),
    same_vendor: ofVendor.map(({ label }) => label),
  };
}
