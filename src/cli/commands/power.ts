import { powerAssumed } from '../../analyze/power/power-report.ts';
import { inComputePool, cellsOf } from '../../compute-pool/compute-pool.ts';
import { AssayError } from '../../contract/errors.ts';
import type { PowerReport } from '../../contract/power.ts';
import { powerText } from '../../report/power-text.ts';
import type { CommandContext, CommandModule, OptionValues } from '../command.ts';
import { requireTable } from '../../app/data/require-table.ts';
import { withData } from '../../app/data/open-data.ts';
import { readFractionOption } from '../read-share.ts';
import { withProgressNote } from '../tell-while.ts';

const assumedCases = 100;
const assumedCorrelation = 0.5;

/** Neither 0 nor 1: at these ends there is nothing to see. */
function inside(name: string, given: unknown, otherwise: number): number {
  const value = readFractionOption(name, given, otherwise);
  if (value > 0 && value < 1) return value;
  throw new AssayError('usage', `--${name} is "${String(given)}"`, {
    remedy: 'Expected a share above 0 and below 1, e.g. 0.8.',
  });
}

async function reportOf(id: string, options: OptionValues, context: CommandContext): Promise<PowerReport> {
  const power = inside('power', options['power'], 0.8);
  const cases = options['cases'] as number | undefined;
  const quality = options['quality'];
  if (quality !== undefined)
    return powerAssumed(
      {
        quality: inside('quality', quality, 0),
        correlation: readFractionOption('correlation', options['correlation'], assumedCorrelation),
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
export const run: CommandModule['run'] = async ([id = 'latest'], options, context) => {
  const report = await reportOf(id, options, context);
  context.print(context.json ? JSON.stringify(report, null, 2) : powerText(report, context));
  return 'ok';
};
