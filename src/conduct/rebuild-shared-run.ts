/** A run of several machines stored anew from its journals; calls nobody, changes nothing in the control database. */
import type { ResultStore } from '../contract/result-store.ts';
import type { RunRegistry, SharedRun } from '../contract/run-registry.ts';
import type { LaterScores, ScorePowers } from '../contract/score.ts';
import { planRun } from '../plan/plan-run.ts';
import { runCasesOf } from '../samples/run-cases.ts';
import { createSampleBuilder } from '../samples/sample-builder.ts';
import { createStoreWriter } from '../record/store-writer.ts';
import { withLaterScores } from '../samples/with-scores.ts';
import { laneProgress } from './lane-progress.ts';
import { pricesFor } from './prices-for.ts';

export async function rebuildSharedRun(
  shared: SharedRun,
  book: Pick<RunRegistry, 'journal'>,
  store: Pick<ResultStore, 'insert' | 'putRun'>,
  /** What scoring it again has said since. */
  later: LaterScores,
  /** What scorers get from outside. */
  powers: ScorePowers = {},
): Promise<void> {
  const { run, suite } = shared;
  const prices = pricesFor(run);
  const builder = createSampleBuilder(suite, prices, powers);
  const whole = planRun(suite, {
    runId: run.run_id,
    priceOf: (target) => prices.priceOf(target)?.price ?? null,
  });
  const writer = createStoreWriter(store, 1000);
  for (const { id: targetId } of run.targets) {
    const lane = { attempts: () => book.journal({ runId: run.run_id, targetId }) };
    const { attempts } = await laneProgress(whole, targetId, lane);
    for (const attempt of attempts)
      await writer.add(withLaterScores(await builder.buildSample(attempt), later));
  }
  await writer.flush();
  await store.putRun(run, runCasesOf(suite));
}
