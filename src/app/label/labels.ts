/** The labels of a run: those that are kept, and those of a table. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import { labelSchema, type Label } from '../../contract/label.ts';
import { answeredOutcomes } from '../../contract/outcome.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { readTable } from '../../exchange/read-table.ts';
import { appendLabels, readLabels } from '../../labels/label-log.ts';
import { LabelRows, type AnswerPlace } from '../../labels/label-rows.ts';
import { requireRun } from '../data/require-run.ts';
import { runInput } from '../input.ts';
import { defineUseCase } from '../use-case.ts';
import { labellerOf, labelsPath } from './label-place.ts';

const output = z.object({
  schema: z.literal('assay.labels/1'),
  run_id: z.string(),
  labels: z.array(labelSchema),
});

const listOf = ({ run_id }: Run, labels: Label[]) => ({ schema: 'assay.labels/1' as const, run_id, labels });

export const listLabels = defineUseCase({
  name: 'listLabels',
  summary: 'Lists what people said of the answers of a run.',
  input: z.strictObject({ run: runInput }),
  output,
  async run({ run: id }, { withStore, dataDir }) {
    const run = await withStore((store) => requireRun(store, id));
    const labels = await readLabels(labelsPath(dataDir));
    return listOf(
      run,
      labels.filter(({ run_id }) => run_id === run.run_id),
    );
  },
});

async function answersIn(store: ResultStore, { run_id }: Run): Promise<AnswerPlace[]> {
  const answers: AnswerPlace[] = [];
  for await (const batch of store.samples(run_id))
    for (const { sample_id, target_id, case_id, repeat, outcome, is_warmup } of batch)
      if (!is_warmup && answeredOutcomes.has(outcome))
        answers.push({ sample_id, target_id, case_id, repeat });
  return answers;
}

/** The whole table is read before anything of it is kept. */
export const importLabels = defineUseCase({
  name: 'importLabels',
  summary: 'Takes labels of the answers of a run from a table.',
  input: z.strictObject({
    run: runInput,
    file: z
      .string()
      .min(1)
      .describe('path of a table (csv, jsonl, json, parquet) with target, case and value'),
    by: z
      .string()
      .min(1)
      .optional()
      .describe('who labelled, where no column tells it; default: the user of this process'),
    criterion: z.string().min(1).optional().describe('what was asked, where no column tells it'),
  }),
  output,
  async run({ run: id, file, by: given, criterion = null }, context) {
    const { withStore, dataDir, cwd, clock } = context;
    const by = given ?? labellerOf(context);
    const { run, answers } = await withStore(async (store) => {
      const found = await requireRun(store, id);
      return { run: found, answers: await answersIn(store, found) };
    });
    const { run_id: runId, targets } = run;
    const rows = new LabelRows({ runId, targets, answers, by, criterion, atMs: clock.wallClockMs() });
    const labels: Label[] = [];
    for await (const { row, place } of readTable(resolve(cwd, file))) labels.push(rows.label(row, place));
    if (labels.length === 0) throw new AssayError('usage', `${file} has no rows`);
    await appendLabels(labelsPath(dataDir), labels);
    return listOf(run, labels);
  },
});
