import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import { repricingSchema, type Run } from '../../contract/run.ts';
import type { Price } from '../../contract/suite.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import { requireEndedRun } from '../data/require-run.ts';
import { runInput } from '../input.ts';
import { meter } from '../progress.ts';
import { defineUseCase } from '../use-case.ts';
import { pricesInput, readGivenPrices } from './read-prices.ts';
import { repriceRun } from './reprice-run.ts';
import { withRunKeeper } from './run-keeper.ts';

const input = z.strictObject({
  run: runInput,
  prices: pricesInput.optional(),
  latest: z
    .boolean()
    .default(false)
    .describe('what was priced by the public list, by the one that is installed now'),
});

const output = repricingSchema.extend({ schema: z.literal('assay.reprice/1'), run_id: z.string() });

/** Throws `usage`: prices of other models change nothing, which is hardly what was meant. */
function requirePriced(run: Run, overrides: Record<string, Price>): void {
  const models = [...new Set(run.targets.map(({ provider, model }) => `${provider}/${model}`))];
  if (models.some((model) => Object.hasOwn(overrides, model))) return;
  throw new AssayError('usage', `no model of run ${shortRunId(run.run_id)} is among the given prices`, {
    remedy: `Its models: ${models.join(', ')}.`,
  });
}

/** Rows of samples and retried attempts are written again under the same ids, and the run says so. */
export const reprice = defineUseCase({
  name: 'reprice',
  summary: 'Computes what a stored run costs at other prices, from its token counts; makes no API calls.',
  input,
  output,
  async run({ run: id, prices, latest }, context) {
    if (prices === undefined && !latest)
      throw new AssayError('usage', 'reprice needs to know the new prices', {
        remedy: 'Give a price file (--prices), or take the public list that is installed now (--latest).',
      });
    const given = prices === undefined ? null : await readGivenPrices(context.cwd, prices);
    const source = [...(given ? [given.file] : []), ...(latest ? ['genai-prices'] : [])].join(', ');
    return context.withStore(async (store) => {
      const run = await requireEndedRun(store, id);
      if (given && !latest) requirePriced(run, given.overrides);
      return withRunKeeper(context, run.run_id, async (keeper) => {
        const repricing = await repriceRun(store, run, {
          overrides: given?.overrides ?? {},
          latest,
          source,
          atMs: context.clock.wallClockMs(),
          journal: await keeper.journal(),
          keep: keeper.keepHeader,
          progress: meter(context, { stage: 'repricing', unit: 'sample', total: run.planned }),
        });
        if (repricing.samples > 0) await keeper.changed('prices');
        return { schema: 'assay.reprice/1' as const, run_id: run.run_id, ...repricing };
      });
    });
  },
});
