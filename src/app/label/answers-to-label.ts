import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import { AssayError } from '../../contract/errors.ts';
import { labelListSchema, type LabelList } from '../../contract/label.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { answersOf, labelOf } from '../../labels/answers.ts';
import { choicesFor, defaultCriterion } from '../../labels/choices.ts';
import { chooseAnswers, type ToLabel } from '../../labels/choose-answers.ts';
import { labelPlace, readLabels } from '../../labels/label-log.ts';
import { rubricNamed, rubricsOf } from '../../labels/rubrics.ts';
import type { AppContext } from '../context.ts';
import { requireRun } from '../data/require-run.ts';
import { numberInput, runInput } from '../input.ts';
import { casesOfRun } from '../score/cases-of-run.ts';
import { defineUseCase } from '../use-case.ts';
import { labellerOf, labelsPath } from './label-place.ts';

const name = z.string().min(1).max(200);

export const answersToLabelInput = z.strictObject({
  run: runInput,
  criterion: name.optional().describe('what is asked; default `correct`, of pairs `better`'),
  pairs: z.boolean().default(false).describe('two answers to the same case, side by side'),
  rubric: name.optional().describe('name of a judge of the run: its question and levels'),
  levels: numberInput(numberRules.levels).optional().describe('2 to 9 instead of yes and no'),
  limit: numberInput(numberRules.count).default(50).describe('how many'),
  seed: numberInput(numberRules.count).default(1).describe('another gives other answers, in another order'),
  by: name.optional().describe('who labels; default: the user of this process'),
});
type Input = z.output<typeof answersToLabelInput>;

function assertAsked({ pairs, levels, rubric }: Input): void {
  if (rubric === undefined || (!pairs && levels === undefined)) return;
  throw new AssayError('usage', `the rubric "${rubric}" has levels of its own`, {
    remedy: 'Leave out --pairs and --levels.',
  });
}

/** What this person has said of it; `null`: nothing, or it was taken back. */
function valueOf(
  said: { sample_id: string; value: number | null } | undefined,
  [first]: ToLabel,
): number | null {
  if (!said || said.value === null) return null;
  // said of the same two in the other order, as another seed shows them
  return said.sample_id === first.sample_id ? said.value : 1 - said.value;
}

async function listFor(store: ResultStore, run: Run, input: Input, context: AppContext): Promise<LabelList> {
  const { pairs, levels, limit, seed } = input;
  const { dataDir } = context;
  const rubrics = rubricsOf(await casesOfRun(store, run, dataDir));
  const rubric = input.rubric === undefined ? null : rubricNamed(rubrics, input.rubric);
  const choices = rubric?.choices ?? choicesFor(pairs, levels);
  const { criterion = rubric?.name ?? defaultCriterion(pairs), by = labellerOf(context) } = input;
  const known = new Map((await readLabels(labelsPath(dataDir))).map((label) => [labelPlace(label), label]));
  const chosen = chooseAnswers(await answersOf(store, run.run_id), seed, pairs).slice(0, limit);
  return {
    criterion,
    question: rubric?.question ?? '',
    rubrics: rubrics.map((each) => each.name),
    by,
    choices: Object.entries(choices).map(([key, choice]) => ({ key, ...choice })),
    items: chosen.map((item) => {
      const asked = labelOf(run.run_id, item, { criterion, by }, null);
      const { case_id, sample_id, other_sample_id } = asked;
      return { case_id, sample_id, other_sample_id, value: valueOf(known.get(labelPlace(asked)), item) };
    }),
  };
}

/** Of every target as many, in an order that tells nothing of who answered; targets are not named. */
export const answersToLabel = defineUseCase({
  name: 'answersToLabel',
  summary:
    'Chooses answers of a run for a person to label, and tells which of them that person has labelled.',
  input: answersToLabelInput,
  output: labelListSchema,
  async run(input, context: AppContext) {
    assertAsked(input);
    return context.withStore(async (store) =>
      listFor(store, await requireRun(store, input.run), input, context),
    );
  },
});
