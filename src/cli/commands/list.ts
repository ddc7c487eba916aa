import { listRuns } from '../../app/runs/list-runs.ts';
import { runsJson } from '../../report/run-json.ts';
import { runsTable } from '../../report/runs-table.ts';
import type { RunCommand } from '../command.ts';
import type { listSpec } from '../specs/stored.ts';

/** The runs of the data directory; ends as `partial` when some of them cannot be read. */
export const run: RunCommand<typeof listSpec> = async (_args, { limit }, context) => {
  const { runs, skipped } = await listRuns({ limit }, context);
  const listings = new Map(runs.flatMap(({ run_id: id, summary }) => (summary ? [[id, summary]] : [])));
  const { color, width } = context;
  if (context.json) context.print(runsJson(runs, skipped));
  else if (runs.length === 0 && skipped.length === 0)
    context.print('No runs yet: `assay demo` needs no keys, `assay init` writes a suite.');
  else if (runs.length > 0) context.print(runsTable(runs, listings, { color, width }));
  return skipped.length === 0 ? 'ok' : 'partial';
};
