import type { ListingStore, ResultStore, RunListing, TotalsStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { shortSummary } from '../../app/analysis/short-summary.ts';
import { runsJson } from '../../report/run-json.ts';
import { runsTable } from '../../report/runs-table.ts';
import type { RunCommand } from '../command.ts';
import type { listSpec } from '../specs/stored.ts';
import { withData } from '../../app/data/open-data.ts';

/** What became of each run: computed here, or asked of the process that holds the results. */
async function listingsOf(
  store: ResultStore,
  runs: Run[],
  limit: number,
): Promise<ReadonlyMap<string, RunListing>> {
  if ('listings' in store) return (store as ResultStore & ListingStore).listings(limit);
  if (!('totals' in store) || runs.length === 0) return new Map();
  const totals = await (store as TotalsStore).totals(runs.map(({ run_id: id }) => id));
  const byRun = Map.groupBy(totals, ({ run_id: id }) => id);
  return new Map(runs.map((run) => [run.run_id, shortSummary(run, byRun.get(run.run_id) ?? [])]));
}

/** The runs of the data directory; ends as `partial` when some of them cannot be read. */
export const run: RunCommand<typeof listSpec> = async (_args, options, context) => {
  const { limit } = options;
  const { runs, listings, skipped } = await withData(context, async (store, leftOut) => {
    const found = await store.listRuns({ limit });
    return { runs: found, listings: await listingsOf(store, found, limit), skipped: leftOut };
  });
  const { color, width } = context;
  if (context.json) context.print(runsJson(runs, skipped));
  else if (runs.length === 0 && skipped.length === 0)
    context.print('No runs yet: `assay demo` needs no keys, `assay init` writes a suite.');
  else if (runs.length > 0) context.print(runsTable(runs, listings, { color, width }));
  return skipped.length === 0 ? 'ok' : 'partial';
};
