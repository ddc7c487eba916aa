import { nowMs } from '../../base/clock.ts';
import { AssayError } from '../../contract/errors.ts';
import type { LabelList } from '../../contract/label.ts';
import type { AppContext } from '../../app/context.ts';
import { answersToLabel } from '../../app/label/answers-to-label.ts';
import { blindAnswers, giveLabel } from '../../app/label/give-label.ts';
import { labelsPath } from '../../app/label/label-place.ts';
import { importLabels, listLabels } from '../../app/label/labels.ts';
import { formatCounted } from '../../view/format.ts';
import { labelText } from '../../report/label-text.ts';
import { paintWith } from '../../report/paint.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import type { CommandContext, OptionsOf, RunCommand } from '../command.ts';
import { labelSession } from '../label-session.ts';
import { readKeys } from '../read-keys.ts';
import { labelQuestion } from '../../view/words/label-question.ts';
import type { labelSpec } from '../specs/score.ts';

type Options = OptionsOf<typeof labelSpec>;

async function askPerson(
  run: string | undefined,
  list: LabelList,
  opened: AppContext,
  context: CommandContext,
): Promise<number> {
  const { criterion, by, choices, items } = list;
  const left = items.filter(({ value }) => value === null);
  const paint = paintWith(context.color);
  const keys = readKeys(process.stdin);
  try {
    const labelled = await labelSession({
      items: left,
      total: items.length,
      question: labelQuestion(list),
      choices: Object.fromEntries(choices.map(({ key, ...choice }) => [key, choice])),
      show: async ({ case_id: caseId, sample_id: sampleId, other_sample_id: otherSampleId }) =>
        labelText(await blindAnswers({ run, caseId, sampleId, otherSampleId }, opened), paint),
      keep: async (item, value) => {
        await giveLabel({ run, ...item, criterion, by, value }, opened);
      },
      nextKey: () => keys.next(),
      print: context.print,
      nowMs,
    });
    return items.length - left.length + labelled;
  } finally {
    keys.close();
  }
}

/** The results stay open until the person has done. */
async function ask(run: string | undefined, options: Options, context: CommandContext): Promise<void> {
  const { criterion, pairs, rubric, levels, limit, seed, by } = options;
  await context.withStore(async (store) => {
    const opened: AppContext = { ...context, withStore: (work) => work(store, []) };
    const list = await answersToLabel({ run, criterion, pairs, rubric, levels, limit, seed, by }, opened);
    if (list.items.length === 0)
      throw new AssayError('usage', `run ${shortRunId(run ?? 'latest')} has no answers to label`, {
        remedy: pairs ? 'Two targets must have answered the same case.' : 'Choose a run with answers.',
      });
    const labelled = await askPerson(run, list, opened, context);
    context.print(
      `\n${formatCounted(labelled, 'answer')} of ${list.items.length} labelled by ${list.by}, in ${labelsPath(context.dataDir)}`,
    );
  });
}

/** Shows answers blind and keeps what a person says of them; with --json the labels of the run, without asking. */
export const run: RunCommand<typeof labelSpec> = async ([id], options, context) => {
  const { from: file, by, criterion } = options;
  if (file === undefined && !context.json) {
    await ask(id, options, context);
    return 'ok';
  }
  const list =
    file === undefined
      ? await listLabels({ run: id }, context)
      : await importLabels({ run: id, file, by, criterion }, context);
  context.print(
    context.json
      ? JSON.stringify(list, null, 2)
      : `${formatCounted(list.labels.length, 'label')} of run ${shortRunId(list.run_id)} taken from ${file}, in ${labelsPath(context.dataDir)}`,
  );
  return 'ok';
};
