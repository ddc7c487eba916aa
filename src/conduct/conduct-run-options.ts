/** All that a run in one process is made of. */
import type { BatchModel } from '../contract/batch.ts';
import type { Budget } from '../contract/budget.ts';
import type { Control } from '../contract/control.ts';
import type { Ledger } from '../contract/ledger.ts';
import type { Model } from '../contract/model.ts';
import type { Plan } from '../contract/plan.ts';
import type { RaceSettings } from '../contract/race.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { PriceChange, Run } from '../contract/run.ts';
import type { ScorerServices } from '../contract/score.ts';
import type { Target } from '../contract/suite.ts';
import type { PriceBook } from '../measure/price-book.ts';
import type { Pauses } from '../run/batch/follow-batch.ts';
import type { RunDirectory } from '../journal/run-directory.ts';

export interface ConductRunOptions {
  plan: Plan;
  /** The run's header, status `running`. */
  run: Run;
  model: Model;
  /** By target id, of targets that are asked in a batch; default: the plan has none. */
  batches?: ReadonlyMap<string, BatchModel>;
  /** Between questions about batches; default: 2 seconds to a minute. */
  batchPauses?: Pauses;
  prices: PriceBook;
  /** What scorers get from outside. */
  services?: ScorerServices;
  /** `null`: nothing is stored now; `recoverRuns` does it from the journal when the database is next opened. */
  store: Pick<ResultStore, 'insert' | 'putRun'> | null;
  directory: RunDirectory;
  pid: number;
  /** Hands out the lanes, and hears what happens. */
  control: Pick<Control, 'queue' | 'events'>;
  /** Aborted: finish what is in flight, keep everything. */
  stop: AbortSignal;
  /** Aborted: give up what is in flight too. */
  kill: AbortSignal;
  /** The run is a race; `whole`: all of it in `raceOrder`, of which `plan` may be what earlier goes have left. */
  race?: { settings: RaceSettings; whole: Plan };
  /** How long the end waits for a store that is down; default: half a minute. */
  storePatienceMs?: number;
  /** Rows that wait for the store; of more it hears in the end, from the journal. */
  storeBacklog?: number;
  /** Which go at the run this is; default: the first. `plan` then holds only what the earlier ones left. */
  goes?: number;
  /** Prices given to the run since it was begun. */
  repricings?: PriceChange[];
  /** Caps besides those of the suite. */
  budgets?: Budget[];
  /** Where spending is counted; default: for this run alone. Closed in the end. */
  ledger?: Ledger;
  /** Name of the variable that holds a target's key. */
  keyOf?: (target: Target) => string | null;
  /** How late the thread that stamps was, asked once at the end. */
  clockHealth(): Promise<{ loopDelayP99Ms: number; cpuShare: number }>;
}
