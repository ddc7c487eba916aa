import { powerAssumed } from '../../analyze/power/power-report.ts';
import { inComputePool, cellsOf } from '../../compute-pool/compute-pool.ts';
import { AssayError } from '../../contract/errors.ts';
import type { PowerReport } from '../../contract/power.ts';
import { powerText } from '../../report/power-text.ts';
import type { CommandContext, OptionsOf, RunCommand } from '../command.ts';
import type { powerSpec } from '../specs/decide.ts';
import { requireTable } from '../../app/data/require-table.ts';
import { withData } from '../../app/data/open-data.ts';
import { withProgressNote } from '../tell-while.ts';

const assumedCases = 100;

async function reportOf(
  id: string,
  options: OptionsOf<typeof powerSpec>,
  context: CommandContext,
): Promise<PowerReport> {
  const { power, cases, quality, correlation } = options;
  if (quality !== undefined)
    return powerAssumed(
      {
        quality,
        correlation,
        cases: cases ?? assumedCases,
      },
      { power },
    );
  const { run, table } = await withData(context, (store) => requireTable(store, id));
  const asked = { power, ...(cases === undefined ? {} : { cases }) };
  const report = await withProgressNote(
    context,
    'reckoning',
    inComputePool(cellsOf(table), 'powerOfRun', table, asked),
  );
  if (report) return report;
  throw new AssayError(
    'usage',
    `run ${run.run_id.slice(0, 13)} has no two targets scored on the same cases`,
    {
      remedy: 'Give --quality to plan from assumptions.',
    },
  );
}

/** How small a difference a suite can show, and what it would take to see a smaller one. */
export const run: RunCommand<typeof powerSpec> = async ([id = 'latest'], options, context) => {
  const report = await reportOf(id, options, context);
  context.print(context.json ? JSON.stringify(report, null, 2) : powerText(report, context));
  return 'ok';
};
