/** Scorers' powers outside of a run: judges still spend under the caps of the data directory. */
import { capScorers } from '../../conduct/cap-scorers.ts';
import type { Run } from '../../contract/run.ts';
import type { PriceBook } from '../../measure/price-book.ts';
import { keyVariableOf, type SimulatedEndpoints } from '../../providers/endpoint.ts';
import type { CommandContext } from '../../cli/command.ts';
import { openLedger } from '../run/open-ledger.ts';
import { readBudget } from '../run/read-budget.ts';
import { openPowers, type OwnedPowers } from './scorer-services.ts';

export interface CappedPowersOptions {
  run: Run;
  suitePath: string | null;
  prices: PriceBook;
  simulated: SimulatedEndpoints;
}

export async function openCappedPowers(
  { run, suitePath, prices, simulated }: CappedPowersOptions,
  { cwd, dataDir, env }: Pick<CommandContext, 'cwd' | 'dataDir' | 'env'>,
): Promise<OwnedPowers> {
  const budget = await readBudget(dataDir);
  const ledger = await openLedger(dataDir);
  const owned = openPowers(suitePath, cwd, { prices, simulated });
  const powers = capScorers(owned.powers, {
    runId: run.run_id,
    prices,
    budgets: budget ? [budget] : [],
    ledger,
    keyOf: (target) => keyVariableOf(target, env),
  });
  return {
    powers,
    close: async () => {
      await owned.close();
      await ledger.close();
    },
  };
}
