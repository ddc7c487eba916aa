import { reprice } from '../../app/stored/reprice.ts';
import { formatCounted, formatUsd } from '../../view/format.ts';
import type { RunCommand } from '../command.ts';
import type { repriceSpec } from '../specs/stored.ts';
import { withProgress } from '../tell-while.ts';

export const run: RunCommand<typeof repriceSpec> = async ([id], { prices, latest }, context) => {
  const done = await withProgress(context, 'repricing', (watched) =>
    reprice({ run: id, prices, latest }, watched),
  );
  if (context.json) {
    context.print(JSON.stringify(done, null, 2));
    return 'ok';
  }
  const unknown =
    done.unknown_after > 0 ? `; ${formatCounted(done.unknown_after, 'sample')} without a known cost` : '';
  context.print(
    `$${formatUsd(done.from_usd)} → $${formatUsd(done.to_usd)}: ${formatCounted(done.samples, 'sample')} repriced${unknown}`,
  );
  return 'ok';
};
