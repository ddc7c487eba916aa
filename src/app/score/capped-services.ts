/** Scorers' powers outside of a run: judges still spend under the caps of the data directory. */
import { capScorers } from '../../conduct/cap-scorers.ts';
import type { Run } from '../../contract/run.ts';
import type { PriceBook } from '../../measure/price-book.ts';
import { keyVariableOf, type SimulatedEndpoints } from '../../providers/endpoint.ts';
import type { AppContext } from '../context.ts';
import { openLedger } from '../run/open-ledger.ts';
import { readBudget } from '../run/read-budget.ts';
import { openScorerServices, type OwnedServices } from './scorer-services.ts';

export interface CappedServicesOptions {
  run: Run;
  suitePath: string | null;
  prices: PriceBook;
  simulated: SimulatedEndpoints;
}

export async function openCappedServices(
  { run, suitePath, prices, simulated }: CappedServicesOptions,
  { cwd, dataDir, env }: Pick<AppContext, 'cwd' | 'dataDir' | 'env'>,
): Promise<OwnedServices> {
  const budget = await readBudget(dataDir);
  const ledger = await openLedger(dataDir);
  const owned = openScorerServices(suitePath, { cwd, env }, { prices, simulated });
  const services = capScorers(owned.services, {
    runId: run.run_id,
    prices,
    budgets: budget ? [budget] : [],
    ledger,
    keyOf: (target) => keyVariableOf(target, env),
  });
  return {
    services,
    close: async () => {
      await owned.close();
      await ledger.close();
    },
  };
}
