import { resolve } from 'node:path';
import { nowMs, wallClockMs } from '../../base/clock.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Label } from '../../contract/label.ts';
import { answeredOutcomes } from '../../contract/outcome.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import type { Sample } from '../../contract/sample.ts';
import { readTable } from '../../exchange/read-table.ts';
import { answersOf, labelOf, payloadsOf } from '../../labels/answers.ts';
import { choicesFor, defaultCriterion, type Choices } from '../../labels/choices.ts';
import { chooseAnswers } from '../../labels/choose-answers.ts';
import { appendLabel, appendLabels, labelPlace, readLabels } from '../../labels/label-log.ts';
import { LabelRows, type AnswerPlace } from '../../labels/label-rows.ts';
import { rubricNamed, rubricsOf, type Rubric } from '../../labels/rubrics.ts';
import { formatCounted } from '../../report/format.ts';
import { labelText } from '../../report/label-text.ts';
import { paintWith } from '../../report/paint.ts';
import { shortRunId } from '../../report/runs-table.ts';
import { casesOfRun } from '../../app/score/cases-of-run.ts';
import type { CommandContext, OptionsOf, RunCommand } from '../command.ts';
import type { labelSpec } from '../specs/score.ts';
import { labelsPath, personHere } from '../../app/label/label-place.ts';
import { labelSession } from '../label-session.ts';
import { requireRun } from '../../app/data/require-run.ts';
import { withData } from '../../app/data/open-data.ts';
import { readKeys } from '../../app/data/read-keys.ts';

const placeOf = ({ sample_id, target_id, case_id, repeat }: Sample): AnswerPlace => ({
  sample_id,
  target_id,
  case_id,
  repeat,
});

const labelsJson = ({ run_id }: Run, labels: Label[]) =>
  JSON.stringify({ schema: 'assay.labels/1', run_id, labels }, null, 2);

interface Wanted {
  criterion: string;
  /** In words, where it is a rubric of the suite. */
  question: string | null;
  by: string;
  pairs: boolean;
  limit: number;
  choices: Choices;
  seed: number;
}

function wantedOf(options: OptionsOf<typeof labelSpec>, rubric: Rubric | null): Wanted {
  const { levels, pairs, limit, seed } = options;
  return {
    criterion: options.criterion ?? rubric?.name ?? defaultCriterion(pairs),
    question: rubric?.question ?? null,
    by: options.by ?? personHere(),
    pairs,
    limit,
    choices: rubric?.choices ?? choicesFor(pairs, levels),
    seed,
  };
}

async function ask(store: ResultStore, run: Run, path: string, wanted: Wanted, context: CommandContext) {
  const chosen = chooseAnswers(await answersOf(store, run.run_id), wanted.seed, wanted.pairs);
  const items = chosen.slice(0, wanted.limit);
  const known = new Set((await readLabels(path)).map(labelPlace));
  const left = items.filter((item) => !known.has(labelPlace(labelOf(run.run_id, item, wanted, null))));
  if (items.length === 0)
    throw new AssayError('usage', `run ${shortRunId(run.run_id)} has no answers to label`, {
      remedy: wanted.pairs ? 'Two targets must have answered the same case.' : 'Choose a run with answers.',
    });
  const paint = paintWith(context.color);
  const keys = readKeys(process.stdin);
  try {
    const labelled = await labelSession({
      items: left,
      total: items.length,
      question: wanted.pairs
        ? `Which is better (${wanted.criterion})?`
        : `${wanted.question ?? wanted.criterion}?`,
      choices: wanted.choices,
      // answers of a case come together; of a person who labels, case after case
      payloadsOf: (item) =>
        payloadsOf(
          store,
          run.run_id,
          item[0].case_id,
          item.map(({ sample_id }) => sample_id),
        ),
      show: (payloads) => labelText(payloads, paint),
      keep: (item, value) => appendLabel(path, labelOf(run.run_id, item, wanted, value)),
      nextKey: () => keys.next(),
      print: context.print,
      nowMs,
    });
    const all = items.length - left.length + labelled;
    context.print(
      `\n${formatCounted(all, 'answer')} of ${items.length} labelled by ${wanted.by}, in ${path}`,
    );
  } finally {
    keys.close();
  }
}

async function rubricFor(
  store: ResultStore,
  run: Run,
  options: OptionsOf<typeof labelSpec>,
  { dataDir }: CommandContext,
): Promise<Rubric | null> {
  const name = options.rubric;
  if (name === undefined) return null;
  if (options.pairs || options.levels !== undefined)
    throw new AssayError('usage', '--rubric has levels of its own', {
      remedy: 'Leave out --pairs and --levels.',
    });
  return rubricNamed(rubricsOf(await casesOfRun(store, run, dataDir)), name);
}

/** The whole table is read before anything of it is kept. */
async function take(
  store: ResultStore,
  run: Run,
  path: string,
  file: string,
  options: OptionsOf<typeof labelSpec>,
) {
  const answers: AnswerPlace[] = [];
  for await (const batch of store.samples(run.run_id))
    for (const sample of batch)
      if (!sample.is_warmup && answeredOutcomes.has(sample.outcome)) answers.push(placeOf(sample));
  const rows = new LabelRows({
    runId: run.run_id,
    targets: run.targets,
    answers,
    by: options.by ?? personHere(),
    criterion: options.criterion ?? null,
    atMs: wallClockMs(),
  });
  const labels: Label[] = [];
  for await (const { row, place } of readTable(file)) labels.push(rows.label(row, place));
  if (labels.length === 0) throw new AssayError('usage', `${file} has no rows`);
  await appendLabels(path, labels);
  return labels;
}

/** Shows answers blind and keeps what a person says of them; with --json the labels of the run, and nothing is asked. */
export const run: RunCommand<typeof labelSpec> = async ([id = 'latest'], options, context) => {
  const path = labelsPath(context.dataDir);
  const from = options.from;
  await withData(context, async (store) => {
    const found = await requireRun(store, id);
    if (from !== undefined) {
      const taken = await take(store, found, path, resolve(context.cwd, from), options);
      return context.print(
        context.json
          ? labelsJson(found, taken)
          : `${formatCounted(taken.length, 'label')} of run ${shortRunId(found.run_id)} taken from ${from}, in ${path}`,
      );
    }
    if (!context.json) {
      const wanted = wantedOf(options, await rubricFor(store, found, options, context));
      return ask(store, found, path, wanted, context);
    }
    const labels = (await readLabels(path)).filter(({ run_id }) => run_id === found.run_id);
    context.print(labelsJson(found, labels));
  });
  return 'ok';
};
