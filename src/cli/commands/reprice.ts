import { AssayError } from '../../contract/errors.ts';
import { formatCounted, formatUsd } from '../../report/format.ts';
import type { RunCommand } from '../command.ts';
import type { repriceSpec } from '../specs/stored.ts';
import { requireRun } from '../../app/data/require-run.ts';
import { withData } from '../../app/data/open-data.ts';
import { readPrices } from '../../app/stored/read-prices.ts';
import { repriceRun } from '../../app/stored/reprice-run.ts';
import { withRunKeeper } from '../../app/stored/run-keeper.ts';

/** Recomputes what a stored run cost. */
export const run: RunCommand<typeof repriceSpec> = async ([id = 'latest'], options, context) => {
  const file = options.prices;
  const latest = options.latest;
  if (file === undefined && !latest)
    throw new AssayError('usage', 'reprice needs to know the new prices', {
      remedy: 'Give --prices FILE, or --latest for the public list that is installed now.',
    });
  const overrides = file === undefined ? {} : await readPrices(context.cwd, file);
  const source = [...(file === undefined ? [] : [file]), ...(latest ? ['genai-prices'] : [])].join(', ');
  const done = await withData(context, async (store) => {
    const found = await requireRun(store, id);
    if (found.status === 'running')
      throw new AssayError('usage', `run ${found.run_id} is still going`, {
        remedy: 'Wait for its end, or stop it first.',
      });
    return withRunKeeper(context, found.run_id, async (keeper) => {
      const repricing = await repriceRun(store, found, {
        overrides,
        latest,
        source,
        journal: await keeper.journal(),
        keep: keeper.keepHeader,
      });
      if (repricing.samples > 0) await keeper.changed('prices');
      return { run_id: found.run_id, ...repricing };
    });
  });
  if (context.json) {
    context.print(JSON.stringify({ schema: 'assay.reprice/1', ...done }, null, 2));
    return 'ok';
  }
  const unknown =
    done.unknown_after > 0 ? `; ${formatCounted(done.unknown_after, 'sample')} without a known cost` : '';
  context.print(
    `$${formatUsd(done.from_usd)} → $${formatUsd(done.to_usd)}: ${formatCounted(done.samples, 'sample')} priced anew${unknown}`,
  );
  return 'ok';
};
