import { listRuns } from '../../app/runs/list-runs.ts';
import { runsJson } from '../../report/run-json.ts';
import { runsTable } from '../../report/runs-table.ts';
import type { RunCommand } from '../command.ts';
import type { listSpec } from '../specs/stored.ts';

/** Runs of the data directory; ends as `partial` when some of them cannot be read. */
export const run: RunCommand<typeof listSpec> = async (_args, options, context) => {
  const { since: sinceMs, until: untilMs, ...rest } = options;
  const { runs, next_cursor, skipped } = await listRuns({ ...rest, sinceMs, untilMs }, context);
  const listings = new Map(runs.flatMap(({ run_id: id, summary }) => (summary ? [[id, summary]] : [])));
  const { color, width } = context;
  const { limit: _, ...filters } = options;
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  if (context.json) context.print(runsJson(runs, next_cursor, skipped));
  else if (runs.length > 0) context.print(runsTable(runs, listings, { color, width }));
  else if (isFiltered) context.print('No run matches these filters.');
  else if (skipped.length === 0)
    context.print('No runs yet: `assay demo` needs no keys, `assay init` writes a suite.');
  if (next_cursor !== null && !context.json)
    context.print(`\nMore runs follow: give the same options and --cursor ${next_cursor}`);
  return skipped.length === 0 ? 'ok' : 'partial';
};
