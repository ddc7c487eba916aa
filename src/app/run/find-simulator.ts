import { AssayError } from '../../contract/errors.ts';
import { httpAddressRemedy } from '../../contract/http-address.ts';
import type { Suite } from '../../contract/suite.ts';
import type { SimulatedEndpoints } from '../../providers/endpoint.ts';
import { simulatorId } from '../../providers/registry.ts';
import { simulatedEndpoints } from '../../simulator/simulated-endpoints.ts';
import type { AppContext } from '../context.ts';
import type { SimulatedModel } from '../../simulator/simulator-options.ts';
import { readSimulatedModels, simulatorPrices } from '../../simulator/target.ts';

export interface Simulation {
  simulated: SimulatedEndpoints;
  /** With the simulator's prices at its targets, so that they are kept with the run. */
  suite: Suite;
}

/** Joins a suite with a running simulator; a price the suite gives itself stands. */
export function simulationOf(suite: Suite, url: string, models: SimulatedModel[]): Simulation {
  const prices = simulatorPrices(models);
  const targets = suite.targets.map((target) => {
    const price = target.price ?? (target.provider === simulatorId ? prices[target.model] : undefined);
    return price && target.usdPerHour === undefined ? { ...target, price } : target;
  });
  return { simulated: simulatedEndpoints(url, models), suite: { ...suite, targets } };
}

/** Asks the simulator at `url`, or else of ASSAY_SIM, for its models, when the suite has targets there. Throws `usage`. */
export async function findSimulator(
  suite: Suite,
  given: string | undefined,
  env: AppContext['env'],
): Promise<Simulation> {
  const url = given ?? env['ASSAY_SIM'];
  const needed = suite.targets.some((target) => target.provider === simulatorId);
  if (!needed || url === undefined) return { simulated: new Map(), suite };
  if (httpAddressRemedy(url) !== null)
    throw new AssayError('usage', `the address of the simulator is no URL: "${url}"`, {
      remedy: 'Give the address that `assay sim` prints, e.g. --sim http://127.0.0.1:4500.',
    });
  return simulationOf(suite, url, await readSimulatedModels(url));
}

/** The drawing of a simulator of one's own: the same for every run, so that runs can be compared. */
const seed = 1;

/** `own`: a simulator in a process of its own that knows the suite's right answers, until it is closed; else one that runs. */
export async function openSimulator(
  suite: Suite,
  given: string | undefined,
  env: AppContext['env'],
): Promise<Simulation & { close(): Promise<void> }> {
  if (given !== 'own') return { ...(await findSimulator(suite, given, env)), close: async () => undefined };
  const [{ startSimulator }, { suiteKnowledge }] = await Promise.all([
    import('../../simulator/start.ts'),
    import('./suite-knowledge.ts'),
  ]);
  const simulator = await startSimulator({ seed, knowledge: suiteKnowledge(suite) });
  return { ...simulationOf(suite, simulator.url, simulator.models), close: simulator.close };
}
