/** What will be asked, and by which prices and caps: the same for a plan that is only shown, for a run here, and for one by workers. */
import type { Budget } from '../../contract/budget.ts';
import type { LoadPlan } from '../../contract/load.ts';
import type { Plan } from '../../contract/plan.ts';
import type { RaceSettings } from '../../contract/race.ts';
import type { Run } from '../../contract/run.ts';
import type { Price, Suite, Target } from '../../contract/suite.ts';
import { createPriceBook, type PriceBook } from '../../measure/price-book.ts';
import { underLoad } from '../../plan/load/plan-load.ts';
import { planRun } from '../../plan/plan-run.ts';
import { raceOrder } from '../../plan/race-order.ts';
import { keyVariableOf } from '../../providers/endpoint.ts';
import type { UnpricedModels } from '../../report/unpriced-note.ts';
import { budgetOf } from '../../spend/budget-scopes.ts';
import type { AppContext } from '../context.ts';
import type { PricesGiven } from '../stored/read-prices.ts';
import { findUnpriced } from './find-unpriced.ts';
import { measuredHistory } from './measured-history.ts';
import { readBudget } from './read-budget.ts';

interface Asked {
  runId: string;
  suite: Suite;
  /** Prices that come before the public list. */
  prices?: PricesGiven | undefined;
  /** The run that is resumed: its prices hold. */
  before?: Run | undefined;
  load?: LoadPlan | undefined;
  race?: RaceSettings | undefined;
}

export interface PlannedCalls {
  /** Now. */
  startedAtMs: number;
  prices: PriceBook;
  /** The given ones among them, as the run keeps them. */
  givenPrices: PricesGiven | undefined;
  /** All that is asked for; of a resumed run, what it had before included. */
  plan: Plan;
  /** Of the data directory; the suite's own are in the suite. */
  budgets: Budget[];
  /** Models that a cap could not stop. */
  unpriced: UnpricedModels;
}

function ordered(whole: Plan, { load, race }: Asked, priceOf: (target: Target) => Price | null): Plan {
  if (load) return underLoad(whole, load, priceOf);
  return race ? raceOrder(whole) : whole;
}

/** Sends nothing. Estimates are of what earlier runs in this data directory took, at the prices of now. */
export async function planCalls(asked: Asked, context: AppContext): Promise<PlannedCalls> {
  const { runId, suite, before } = asked;
  const { dataDir, env, clock } = context;
  const startedAtMs = clock.wallClockMs();
  const givenPrices = before?.provenance.prices ?? asked.prices;
  const prices = createPriceBook({
    at: before?.started_at_ms ?? startedAtMs,
    ...(givenPrices && { overrides: givenPrices.overrides }),
  });
  const priceOf = (target: Target) => prices.priceOf(target)?.price ?? null;
  const history = await measuredHistory({
    dataDir,
    suite,
    costOf: (tokens, target) => prices.costOf(tokens, target, startedAtMs)?.nanousd ?? null,
  });
  const plan = ordered(planRun(suite, { runId, priceOf, history }), asked, priceOf);
  const budget = await readBudget(dataDir);
  const budgets = budget ? [budget] : [];
  const keyOf = (target: Target) => keyVariableOf(target, env);
  const unpriced = findUnpriced({ suite, budgets: [budgetOf(suite), ...budgets], prices, keyOf });
  return { startedAtMs, prices, givenPrices, plan, budgets, unpriced };
}
