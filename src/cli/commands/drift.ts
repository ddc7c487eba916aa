import { driftReport, type RunToCompare } from '../../analyze/drift/drift-report.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import { driftText } from '../../report/drift-text.ts';
import { Summaries } from '../../app/analysis/summaries.ts';
import type { RunCommand } from '../command.ts';
import type { driftSpec } from '../specs/decide.ts';
import { requireTable } from '../../app/data/require-table.ts';
import { withData } from '../../app/data/open-data.ts';

async function runToCompare(store: ResultStore, id: string): Promise<RunToCompare> {
  const { run, table } = await requireTable(store, id);
  const { targets } = await new Summaries(store).get(run);
  return { run, table, answerers: new Map(targets.map((one) => [one.target.id, one])) };
}

/** Two runs of the same targets: what moved, and what else was different. */
export const run: RunCommand<typeof driftSpec> = async (
  [before = '', after = 'latest'],
  _options,
  context,
) => {
  const report = await withData(context, async (store) =>
    driftReport(await runToCompare(store, before), await runToCompare(store, after)),
  );
  if (report.before.run_id === report.after.run_id)
    throw new AssayError('usage', 'both are the same run', { remedy: '`assay list` shows the others.' });
  if (report.targets.length === 0)
    throw new AssayError('usage', 'the two runs have no target in common', {
      remedy: `Before: ${report.only_before.join(', ')}. After: ${report.only_after.join(', ')}. To compare them all the same: assay compare ${before} ${after}.`,
    });
  context.print(context.json ? JSON.stringify(report, null, 2) : driftText(report, context));
  return 'ok';
};
