import { z } from 'zod';
import { sharedTable } from '../../analyze/table/shared-places.ts';
import { cellsOf, inComputePool } from '../../compute-pool/compute-pool.ts';
import { AssayError } from '../../contract/errors.ts';
import { rankingSchema } from '../../contract/ranking.ts';
import { requireTable } from '../data/require-table.ts';
import { defineUseCase } from '../use-case.ts';
import { runInput, word } from '../input.ts';
import { notifyPartial } from './notify-partial.ts';
import { readWeights } from './read-weights.ts';
import { shortRunId } from '../../view/short-run-id.ts';

/** Throws `usage` for a run without quality in two cases at least. */
export const rank = defineUseCase({
  name: 'rank',
  summary: 'Ranks the targets of a run, with how certain the order is',
  input: z.strictObject({
    run: runInput,
    weights: word.optional().describe('quality=n,cost=n,speed=n; default: quality alone'),
  }),
  output: rankingSchema,
  async run({ run: id, weights: text }, context) {
    const weights = readWeights(text);
    const { run, table: whole } = await context.withStore((store) => requireTable(store, id));
    const { table, shared } = sharedTable(run, whole);
    notifyPartial(context, shared);
    const ranking = await inComputePool(cellsOf(table), 'rankTable', table, weights);
    if (ranking) return ranking;
    throw new AssayError('usage', `run ${shortRunId(run.run_id)} has no quality to rank by`, {
      remedy: 'It needs scores in two cases at least.',
    });
  },
});
