import type { Suite } from '../contract/suite.ts';
import { planLoad } from '../plan/load/plan-load.ts';
import { keyVariables } from '../providers/key-variable.ts';
import { simulatorId, vendors } from '../providers/registry.ts';
import { prepareScorer } from '../score/prepare-scorer.ts';
import { loadSuite } from '../suite/load-suite.ts';
import type { OptionValues } from './command.ts';

function withConcurrency(suite: Suite, concurrency: number): Suite {
  const targets = suite.targets.map((target) => {
    const { mostConcurrency: _, ...limits } = target.limits;
    return { ...target, limits: { ...limits, concurrency } };
  });
  return { ...suite, targets };
}

/** The suite as the command line wants it: its targets, repeats, number of cases and concurrency replaced where given. */
export async function readSuite(path: string, options: OptionValues): Promise<Suite> {
  const { target, repeats, limit, concurrency } = options;
  const suite = await loadSuite(path, {
    ...(target !== undefined && { targets: target as string[] }),
    ...(repeats !== undefined && { repeats: repeats as number }),
    ...(limit !== undefined && { limit: limit as number }),
    ...(options['batch'] === true && { batch: true }),
    checkScorer: (spec) => void prepareScorer(spec),
    checkLoad: (load) => void planLoad(load, 1),
    providers: [...vendors.map((vendor) => vendor.id), simulatorId],
    keysOf: keyVariables,
  });
  const spending =
    options['allowUnpriced'] === true
      ? { ...suite, budget: { ...suite.budget, allowUnpriced: true } }
      : suite;
  return concurrency === undefined ? spending : withConcurrency(spending, concurrency as number);
}
