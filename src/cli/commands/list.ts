import { runsJson } from '../../report/run-json.ts';
import { runsTable } from '../../report/runs-table.ts';
import type { CommandModule } from '../command.ts';
import { withData } from '../open-data.ts';

const usualLimit = 20;

/** The runs of the data directory; ends as `partial` when some of them cannot be read. */
export const run: CommandModule['run'] = async (_args, options, context) => {
  const limit = (options['limit'] as number | undefined) ?? usualLimit;
  const { runs, skipped } = await withData(context, async (store, leftOut) => ({
    runs: await store.listRuns({ limit }),
    skipped: leftOut,
  }));
  const { color, width } = context;
  if (context.json) context.print(runsJson(runs, skipped));
  else if (runs.length === 0 && skipped.length === 0)
    context.print('No runs yet: `assay demo` needs no keys, `assay init` writes a suite.');
  else if (runs.length > 0) context.print(runsTable(runs, { color, width }));
  return skipped.length === 0 ? 'ok' : 'partial';
};
