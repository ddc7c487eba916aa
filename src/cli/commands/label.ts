import { userInfo } from 'node:os';
import { join } from 'node:path';
import { nowMs, wallClockMs } from '../../base/clock.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Label } from '../../contract/label.ts';
import { answeredOutcomes } from '../../contract/outcome.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { chooseAnswers, type Answered, type ToLabel } from '../../labels/choose-answers.ts';
import { appendLabel, labelPlace, readLabels } from '../../labels/label-log.ts';
import { formatCounted } from '../../report/format.ts';
import { labelText } from '../../report/label-text.ts';
import { paintWith } from '../../report/paint.ts';
import { shortRunId } from '../../report/runs-table.ts';
import type { CommandContext, CommandModule, OptionValues } from '../command.ts';
import { labelSession, ofTwo, scaleOf, yesNo, type Choices } from '../label-session.ts';
import { needRun } from '../need-run.ts';
import { withData } from '../open-data.ts';
import { readKeys } from '../read-keys.ts';

const usualLimit = 50;
const mostLevels = 9;

interface Wanted {
  criterion: string;
  by: string;
  pairs: boolean;
  limit: number;
  choices: Choices;
  seed: number;
}

function wantedOf(options: OptionValues): Wanted {
  const levels = options['levels'] as number | undefined;
  const pairs = options['pairs'] === true;
  if (levels !== undefined && (pairs || levels < 2 || levels > mostLevels))
    throw new AssayError('usage', `--levels ${levels}${pairs ? ' with --pairs' : ''}`, {
      remedy: `One answer gets 2 to ${mostLevels} levels; of two answers one says which is better.`,
    });
  return {
    criterion: (options['criterion'] as string | undefined) ?? (pairs ? 'better' : 'correct'),
    by: (options['by'] as string | undefined) ?? userInfo().username,
    pairs,
    limit: (options['limit'] as number | undefined) ?? usualLimit,
    choices: pairs ? ofTwo : levels === undefined ? yesNo : scaleOf(levels),
    seed: (options['seed'] as number | undefined) ?? 1,
  };
}

async function answersOf(store: ResultStore, runId: string): Promise<Answered[]> {
  const answers: Answered[] = [];
  for await (const batch of store.samples(runId))
    for (const { sample_id, target_id, case_id, outcome, is_warmup } of batch)
      if (!is_warmup && answeredOutcomes.has(outcome)) answers.push({ sample_id, target_id, case_id });
  return answers;
}

function labelOf(run: Run, [first, second]: ToLabel, { criterion, by }: Wanted, value: number | null): Label {
  const { case_id, sample_id } = first;
  const other_sample_id = second?.sample_id ?? null;
  return {
    run_id: run.run_id,
    case_id,
    sample_id,
    other_sample_id,
    criterion,
    value,
    by,
    at_ms: wallClockMs(),
  };
}

/** Answers of a case come together; of a person who labels, case after case. */
function payloadsFrom(store: ResultStore, run: Run) {
  return async (item: ToLabel) => {
    const detail = await store.caseDetail(run.run_id, item[0].case_id);
    return item.flatMap(({ sample_id }) => {
      const payload = detail.find(({ sample }) => sample.sample_id === sample_id)?.payload;
      return payload ? [payload] : [];
    });
  };
}

async function ask(store: ResultStore, run: Run, path: string, wanted: Wanted, context: CommandContext) {
  const chosen = chooseAnswers(await answersOf(store, run.run_id), wanted.seed, wanted.pairs);
  const items = chosen.slice(0, wanted.limit);
  const known = new Set((await readLabels(path)).map(labelPlace));
  const left = items.filter((item) => !known.has(labelPlace(labelOf(run, item, wanted, null))));
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
      question: wanted.pairs ? `Which is better (${wanted.criterion})?` : `${wanted.criterion}?`,
      choices: wanted.choices,
      payloadsOf: payloadsFrom(store, run),
      show: (payloads) => labelText(payloads, paint),
      keep: (item, value) => appendLabel(path, labelOf(run, item, wanted, value)),
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

/** Shows answers blind and keeps what a person says of them; with --json the labels of the run, and nothing is asked. */
export const run: CommandModule['run'] = async ([id = 'latest'], options, context) => {
  const wanted = wantedOf(options);
  const path = join(context.dataDir, 'labels.jsonl');
  await withData(context, async (store) => {
    const found = await needRun(store, id);
    if (!context.json) return ask(store, found, path, wanted, context);
    const labels = (await readLabels(path)).filter(({ run_id }) => run_id === found.run_id);
    context.print(JSON.stringify({ schema: 'assay.labels/1', run_id: found.run_id, labels }, null, 2));
  });
  return 'ok';
};
