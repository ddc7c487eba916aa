/** A run of several machines stored anew from its journals; makes no calls, and asks no judge again. */
import type { ResultStore } from '../contract/result-store.ts';
import type { Run } from '../contract/run.ts';
import type { RunRegistry, SharedRun } from '../contract/run-registry.ts';
import type { LaterScores, ScorerServices } from '../contract/score.ts';
import { planRun } from '../plan/plan-run.ts';
import { createStoreWriter } from '../record/store-writer.ts';
import { withoutJudges } from '../samples/judged-answers.ts';
import { collectScores } from '../samples/rebuild-samples.ts';
import { repricer, withPrices } from '../samples/repriced.ts';
import { runCasesOf } from '../samples/run-cases.ts';
import { createSampleBuilder } from '../samples/sample-builder.ts';
import { withLaterScores } from '../samples/with-scores.ts';
import { laneProgress } from './lane-progress.ts';
import { pricesFor } from './prices-for.ts';

export interface RebuildOptions {
  /** Scores that this machine alone has. */
  later?: LaterScores;
  /** What scorers get from outside. */
  services?: ScorerServices;
}

/** As it ended, with what the results refuse of it now. */
function withRefused({ left_out: before, ...run }: Run, quarantined: number): Run {
  const { quarantined: _, ...others } = before ?? {};
  const left_out = { ...others, ...(quarantined > 0 && { quarantined }) };
  if (Object.keys(left_out).length === 0) return run;
  return { ...run, left_out, ...(quarantined > 0 && { status: 'partial' }) };
}

/** Gives the run as it then stands. */
export async function rebuildSharedRun(
  { run, suite, repricings = [] }: SharedRun,
  registry: Pick<RunRegistry, 'journal' | 'scores' | 'openQuarantine'>,
  store: Pick<ResultStore, 'insert' | 'putRun'>,
  { later: own = () => null, services = {} }: RebuildOptions = {},
): Promise<Run> {
  const book = pricesFor(run);
  const builder = withPrices(
    createSampleBuilder(suite, book, withoutJudges(services), run.load !== undefined),
    repricer(repricings, { targets: suite.targets, book, startedAtMs: run.started_at_ms }),
  );
  const whole = planRun(suite, {
    runId: run.run_id,
    priceOf: (target) => book.priceOf(target)?.price ?? null,
  });
  let refused = 0;
  for (const { id: targetId } of run.targets) {
    const name = { runId: run.run_id, targetId };
    const said = await collectScores(registry.scores(run.run_id, targetId));
    const later: LaterScores = (answer) => said(answer) ?? own(answer);
    const quarantine = await registry.openQuarantine(name);
    const writer = createStoreWriter(store, 1000, { quarantine: quarantine.add });
    const { attempts } = await laneProgress(whole, targetId, { attempts: () => registry.journal(name) });
    for (const attempt of attempts) {
      const rows = await builder.buildSample(attempt).catch((error: unknown) => error as Error);
      if (rows instanceof Error) await quarantine.addAttempt(attempt, rows.message);
      else await writer.add(withLaterScores(rows, later));
    }
    await writer.flush();
    refused += quarantine.count;
  }
  const rebuilt = withRefused(run, refused);
  await store.putRun(rebuilt, runCasesOf(suite));
  return rebuilt;
}
