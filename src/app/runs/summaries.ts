import { SharedPlaces } from '../../analyze/table/shared-places.ts';
import type { RunSummary } from '../../contract/analysis.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import type { AppContext } from '../context.ts';
import { runBoard } from './run-board.ts';

const kept = 16;

/** Of a run that stopped early: of the samples that all its targets have. */
export async function storedSummary(store: ResultStore, run: Run): Promise<RunSummary> {
  const places = new SharedPlaces(run);
  if (places.isNeeded)
    for await (const batch of store.samples(run.run_id)) for (const sample of batch) places.add(sample);
  const cut = places.cut();
  const board = runBoard(run);
  const leftOut = new Set<string>();
  for await (const batch of store.samples(run.run_id))
    for (const sample of batch) {
      if (!cut || cut.keeps(sample)) board.add(sample);
      else leftOut.add(sample.sample_id);
    }
  for (const retried of await store.retried(run.run_id))
    if (!leftOut.has(retried.sample_id)) board.addRetry(retried);
  const summary = board.summary({ run });
  return cut ? { ...summary, done: summary.done + leftOut.size, shared: cut.told() } : summary;
}

/** Summaries of stored runs: each is made from its samples once, and the last few are kept. */
export class Summaries {
  readonly #store: ResultStore;
  /** In order of use, the longest unused first. */
  readonly #made = new Map<string, { version: string; summary: Promise<RunSummary> }>();

  constructor(store: ResultStore) {
    this.#store = store;
  }

  get(run: Run): Promise<RunSummary> {
    const version = `${run.status} ${run.ended_at_ms}`;
    const before = this.#made.get(run.run_id);
    const summary = before?.version === version ? before.summary : storedSummary(this.#store, run);
    this.#made.delete(run.run_id);
    this.#made.set(run.run_id, { version, summary });
    // A failure is not remembered.
    summary.catch(() => this.forget(run.run_id));
    const oldest = this.#made.keys().next().value;
    if (this.#made.size > kept && oldest !== undefined) this.#made.delete(oldest);
    return summary;
  }

  /** To be called when rows of the run were written. */
  forget(runId: string): void {
    this.#made.delete(runId);
  }
}

/** From what the process keeps of summaries, else made now. */
export const summaryOf = (
  { summaries }: Pick<AppContext, 'summaries'>,
  store: ResultStore,
  run: Run,
): Promise<RunSummary> => summaries?.get(run) ?? storedSummary(store, run);
