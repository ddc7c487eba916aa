import { z } from 'zod';
import { driftReport, type RunToCompare } from '../../analyze/drift/drift-report.ts';
import { driftReportSchema } from '../../contract/drift.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { AppContext } from '../context.ts';
import { requireTable } from '../data/require-table.ts';
import { summaryOf } from '../runs/summaries.ts';
import { defineUseCase } from '../use-case.ts';
import { runInput, word } from '../input.ts';

async function runToCompare(context: AppContext, store: ResultStore, id: string): Promise<RunToCompare> {
  const { run, table } = await requireTable(store, id);
  const { targets } = await summaryOf(context, store, run);
  return { run, table, answerers: new Map(targets.map((one) => [one.target.id, one])) };
}

/** Throws `usage` when both are the same run, or have no target in common. */
export const drift = defineUseCase({
  name: 'drift',
  summary: 'Compares two runs of the same targets: what changed, and what else was different',
  input: z.strictObject({
    before: word.describe('the earlier run'),
    after: runInput.describe('the later run'),
  }),
  output: driftReportSchema,
  async run({ before, after }, context) {
    const report = await context.withStore(async (store) =>
      driftReport(await runToCompare(context, store, before), await runToCompare(context, store, after)),
    );
    if (report.before.run_id === report.after.run_id)
      throw new AssayError('usage', 'both are the same run', { remedy: '`assay list` shows the others.' });
    if (report.targets.length === 0)
      throw new AssayError('usage', 'the two runs have no target in common', {
        remedy: `Before: ${report.only_before.join(', ')}. After: ${report.only_after.join(', ')}. To compare them all the same: assay compare ${before} ${after}.`,
      });
    return report;
  },
});
