/** What scorers of stored answers get from outside: judges still spend under the caps of the data directory. */
import { capScorers } from '../../conduct/cap-scorers.ts';
import type { Run } from '../../contract/run.ts';
import type { ScorerServices } from '../../contract/score.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import { keyVariableOf, type SimulatedEndpoints } from '../../providers/endpoint.ts';
import { simulatedEndpoints } from '../../simulator/simulated-endpoints.ts';
import { readSimulatedModels } from '../../simulator/target.ts';
import type { AppContext } from '../context.ts';
import { openLedger } from '../run/open-ledger.ts';
import { readBudget } from '../run/read-budget.ts';
import { openScorerServices } from './scorer-services.ts';

export interface CappedServicesOptions {
  run: Run;
  /** What paths of scorers are relative to. */
  suitePath: string | null;
  /** Address of the simulator that answers for judges named sim/…; default: `ASSAY_SIM`. */
  simulator: string | undefined;
}

type Place = Pick<AppContext, 'cwd' | 'dataDir' | 'env' | 'clock'>;

async function simulatedBy(address: string | undefined): Promise<SimulatedEndpoints> {
  return address === undefined ? new Map() : simulatedEndpoints(address, await readSimulatedModels(address));
}

/** Opened for one piece of work and closed afterwards. */
export async function withCappedServices<T>(
  { run, suitePath, simulator }: CappedServicesOptions,
  { cwd, dataDir, env, clock }: Place,
  work: (services: ScorerServices) => Promise<T>,
): Promise<T> {
  const simulated = await simulatedBy(simulator ?? env['ASSAY_SIM']);
  const prices = createPriceBook({ at: clock.wallClockMs() });
  const budget = await readBudget(dataDir);
  const ledger = await openLedger(dataDir);
  const owned = openScorerServices(suitePath, { cwd, env }, { prices, simulated });
  try {
    const capped = capScorers(owned.services, {
      runId: run.run_id,
      prices,
      budgets: budget ? [budget] : [],
      ledger,
      keyOf: (target) => keyVariableOf(target, env),
    });
    return await work(capped);
  } finally {
    await owned.close();
    await ledger.close();
  }
}
