import { join } from 'node:path';
import { checkJudge } from '../../analyze/judged/check-judge.ts';
import type { Calibration } from '../../contract/calibration.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Label } from '../../contract/label.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { readLabels } from '../../labels/label-log.ts';
import { calibrationText } from '../../report/calibration-text.ts';
import type { CommandModule } from '../command.ts';
import { judgedAnswersOf } from '../judged-answers-of.ts';
import { needRun } from '../need-run.ts';
import { withData } from '../open-data.ts';

/** Names of the scores that a judge gave in the run's first answers. */
async function judgesIn(store: ResultStore, runId: string): Promise<string[]> {
  const names = new Set<string>();
  for await (const batch of store.records(runId)) {
    for (const { payload } of batch)
      for (const { name, metadata } of payload?.scores ?? []) if (metadata?.['judged']) names.add(name);
    if (names.size > 0) break;
  }
  return [...names];
}

async function scorerOf(store: ResultStore, run: Run, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const names = await judgesIn(store, run.run_id);
  if (names.length === 1) return names[0] as string;
  throw new AssayError(
    'usage',
    names.length === 0
      ? `no judge scored run ${run.run_id}`
      : `several judges scored this run: ${names.join(', ')}`,
    {
      remedy:
        names.length === 0
          ? `Let one: assay score ${run.run_id.slice(0, 13)} --scorer '{"type":"rubric","judge":"provider/model"}'.`
          : 'Name one with --scorer.',
    },
  );
}

const vendorOf = (model: string) => model.slice(0, model.indexOf('/'));

/** Labels of the run by criterion; the one asked for, or the only one. */
function criterionOf(labels: readonly Label[], given: string | undefined): string {
  const known = [
    ...new Set(
      labels.filter(({ other_sample_id }) => other_sample_id === null).map(({ criterion }) => criterion),
    ),
  ];
  if (given !== undefined) return given;
  if (known.length <= 1) return known[0] ?? 'correct';
  throw new AssayError('usage', `people labelled several things: ${known.join(', ')}`, {
    remedy: 'Name one with --criterion.',
  });
}

/** Holds a judge's stored scores against what people said of the same answers; asks nobody. */
export const run: CommandModule['run'] = async ([id = 'latest'], options, context) => {
  const calibration = await withData(context, async (store): Promise<Calibration> => {
    const found = await needRun(store, id);
    const scorer = await scorerOf(store, found, options['scorer'] as string | undefined);
    const all = (await readLabels(join(context.dataDir, 'labels.jsonl'))).filter(
      ({ run_id }) => run_id === found.run_id,
    );
    const criterion = criterionOf(all, options['criterion'] as string | undefined);
    const labels = all.filter((label) => label.criterion === criterion);
    const { answers, judges } = await judgedAnswersOf(store, found.run_id, scorer, labels);
    if (answers.length === 0)
      throw new AssayError('usage', `run ${found.run_id} has no scores of a judge named "${scorer}"`, {
        remedy: '`assay show --case CASE` tells which scores an answer has.',
      });
    const vendors = new Set(judges.map(vendorOf));
    return {
      schema: 'assay.judge/1',
      run_id: found.run_id,
      scorer,
      criterion,
      people: [...new Set(labels.map(({ by }) => by))],
      judges,
      ...checkJudge(answers, found.targets),
      same_vendor: found.targets.filter(({ provider }) => vendors.has(provider)).map(({ label }) => label),
    };
  });
  context.print(context.json ? JSON.stringify(calibration, null, 2) : calibrationText(calibration, context));
  return 'ok';
};
