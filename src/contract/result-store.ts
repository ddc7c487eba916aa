import type { GridPage } from './grid.ts';
import type { ResultTable } from './result-table.ts';
import type { RunCase } from './run-case.ts';
import type { RunList } from './run-listing.ts';
import type { RunQuery } from './run-query.ts';
import type { Run } from './run.ts';
import type { RetriedAttempt, Sample, SampleBatch, SampleRecord } from './sample.ts';

/** `both` compares exactly two targets. */
export interface GridQuery {
  runId: string;
  /** Columns, in order. */
  targetIds: string[];
  /** Only cases in which the first target is right and the second wrong, and so on. */
  disagreement?: { right: string; wrong: string };
  /** `flaky`: right in some repeats and wrong in others. */
  outcome?: 'failed' | 'wrong' | 'right' | 'flaky';
  category?: string;
  /** Case id or text of the prompt contains this, case-insensitively. */
  search?: string;
  offset: number;
  limit: number;
}

/** Results in, answers out. Implementations: embedded or server ClickHouse, and a server that already holds the data over HTTP. */
export interface ResultStore {
  putRun(run: Run, cases: RunCase[]): Promise<void>;
  /** Idempotent: the same sample ids written again change nothing. */
  insert(batch: SampleBatch): Promise<void>;
  listRuns(query?: RunQuery): Promise<Run[]>;
  /** `null` when there is no such run; accepts an unambiguous prefix of the id, or `latest`. */
  getRun(idOrPrefix: string): Promise<Run | null>;
  /** All settled samples of a run in batches, ordered by target and case. */
  samples(runId: string): AsyncIterable<Sample[]>;
  /** These fields of them alone, quicker. */
  samples<Field extends keyof Sample>(
    runId: string,
    fields: readonly Field[],
  ): AsyncIterable<Pick<Sample, Field>[]>;
  retried(runId: string): Promise<RetriedAttempt[]>;
  /** `samples` with their payloads; a payload is `null` once its time is up. */
  records(runId: string): AsyncIterable<SampleRecord[]>;
  /** In the order of the suite; empty when there is no such run. */
  cases(runId: string): Promise<RunCase[]>;
  /** What comparing needs of all settled samples, as columns; `null` when there is no such run. Takes the full id. */
  table(runId: string): Promise<ResultTable | null>;
  grid(query: GridQuery): Promise<GridPage>;
  /** One case's samples across targets with their payloads, for the drawer. */
  caseDetail(runId: string, caseId: string): Promise<SampleRecord[]>;
  close(): Promise<void>;
}

/** Plain sums over a target's settled samples in a run, warm-up left out. */
export interface TargetTotals {
  run_id: string;
  target_id: string;
  n: number;
  /** Of them, without what was aborted or never sent. */
  asked: number;
  answered: number;
  /** Calls that the quality is of: all but answers that could not be scored. */
  n_quality: number;
  /** Mean over all calls, one without an answer counting 0; `null` where no answer of the run could be scored. */
  quality: number | null;
  /** Over samples and retried attempts with a known cost; `null` without one. */
  cost_nanousd: number | null;
}

/** A piece of a table that the engine cannot read. */
export interface DamagedPart {
  table: string;
  name: string;
  path: string;
}

/** A further power of a store that another process holds: a page of runs with a line about each. */
export interface ListingStore {
  listings(query: RunQuery): Promise<RunList>;
}

/** A further power of a store that computes by itself: many runs in one line each. */
export interface TotalsStore extends ResultStore {
  totals(runIds: string[]): Promise<TargetTotals[]>;
  /** Of all runs, in no order. */
  runIds(): Promise<string[]>;
  /** Found as it was opened. */
  damagedParts(): Promise<DamagedPart[]>;
}

/** Whether a store has this power. */
export const isTotalsStore = (store: ResultStore): store is TotalsStore => 'totals' in store;

/** A further power: all that was answered, fast, in an order of the store's own. */
export interface AnswersStore extends ResultStore {
  answers(runId: string): AsyncIterable<SampleRecord[]>;
}
