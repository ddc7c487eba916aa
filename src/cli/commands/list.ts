import { runsJson } from '../../report/run-json.ts';
import { runsTable } from '../../report/runs-table.ts';
import type { CommandModule } from '../command.ts';
import { withData } from '../open-data.ts';

const usualLimit = 20;

/** The runs of the data directory. */
export const run: CommandModule['run'] = async (_args, options, context) => {
  const limit = (options['limit'] as number | undefined) ?? usualLimit;
  const runs = await withData(context, (store) => store.listRuns({ limit }));
  const { color, width } = context;
  if (context.json) context.print(runsJson(runs));
  else if (runs.length === 0)
    context.print('No runs yet: `assay demo` needs no keys, `assay init` writes a suite.');
  else context.print(runsTable(runs, { color, width }));
  return 'ok';
};
