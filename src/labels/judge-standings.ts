/** Which judges scored a run, and what is known of how far each can be trusted. */
import type { JudgeStanding } from '../contract/calibration.ts';
import type { Judging } from '../contract/judge.ts';
import type { Label } from '../contract/label.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { Run } from '../contract/run.ts';
import { calibrate, criteriaOf } from './calibrate.ts';

/** By the name of their scores, in the first answers of the run that have any score. */
export async function judgesIn(
  store: Pick<ResultStore, 'records'>,
  runId: string,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for await (const batch of store.records(runId)) {
    const scores = batch.flatMap(({ payload }) => payload?.scores ?? []);
    for (const { name, metadata } of scores) {
      const judging = metadata?.['judged'] as Judging | undefined;
      if (judging) found.set(name, [...new Set(judging.votes.map(({ model }) => model))]);
    }
    if (scores.length > 0) break;
  }
  return found;
}

/** Several things may have been asked of people: what is named like the scores, else whether the answer is correct, else the first. */
function criterionFor(scorer: string, known: readonly string[]): string {
  return [scorer, 'correct'].find((name) => known.includes(name)) ?? known[0] ?? 'correct';
}

/** `labels` may be of other runs too. Empty when no judge was asked; reads all answers only when there are labels of them. */
export async function judgeStandings(
  store: Pick<ResultStore, 'records'>,
  run: Run,
  labels: readonly Label[],
): Promise<JudgeStanding[]> {
  if (!run.judged && !run.rescored?.length) return [];
  const own = labels.filter(({ run_id }) => run_id === run.run_id);
  const standings: JudgeStanding[] = [];
  for (const [scorer, judges] of await judgesIn(store, run.run_id)) {
    const criterion = criterionFor(scorer, criteriaOf(own));
    const calibration = own.length === 0 ? null : await calibrate(store, run, { scorer, criterion }, own);
    standings.push({ scorer, judges, calibration });
  }
  return standings;
}
