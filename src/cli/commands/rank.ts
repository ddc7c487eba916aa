import { sharedTable } from '../../analyze/table/shared-places.ts';
import { inComputePool, cellsOf } from '../../compute-pool/compute-pool.ts';
import { AssayError } from '../../contract/errors.ts';
import { rankingText } from '../../report/ranking-text.ts';
import { sharedNote } from '../../report/shared-note.ts';
import type { RunCommand } from '../command.ts';
import type { rankSpec } from '../specs/decide.ts';
import { requireTable } from '../../app/data/require-table.ts';
import { withData } from '../../app/data/open-data.ts';
import { readWeights } from '../../app/analysis/read-weights.ts';
import { withProgressNote } from '../tell-while.ts';

/** The targets of a run in order, with how sure the order is. */
export const run: RunCommand<typeof rankSpec> = async ([id = 'latest'], options, context) => {
  const weights = readWeights(options.weights);
  const { run, table: whole } = await withData(context, (store) => requireTable(store, id));
  const { table, shared } = sharedTable(run, whole);
  for (const note of sharedNote(shared)) context.note(note);
  const ranking = await withProgressNote(
    context,
    'ranking',
    inComputePool(cellsOf(table), 'rankTable', table, weights),
  );
  if (!ranking)
    throw new AssayError('usage', `run ${run.run_id.slice(0, 13)} has no quality to rank by`, {
      remedy: 'It needs scores in two cases at least.',
    });
  context.print(context.json ? JSON.stringify(ranking, null, 2) : rankingText(ranking, context));
  return 'ok';
};
