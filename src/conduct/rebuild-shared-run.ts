/** A run of several machines stored anew from its journals; makes no calls, and asks no judge again. */
import type { ResultStore } from '../contract/result-store.ts';
import type { Run } from '../contract/run.ts';
import type { RunRegistry, SharedRun } from '../contract/run-registry.ts';
import type { LaterScores, ScorerServices } from '../contract/score.ts';
import { settledAttempts } from '../journal/journal-state.ts';
import { createStoreWriter } from '../record/store-writer.ts';
import { collectScores } from '../samples/rebuild-samples.ts';
import { runCasesOf } from '../samples/run-cases.ts';
import { walkJournal } from './walk-journal.ts';

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
  { run, suite, repricings }: SharedRun,
  registry: Pick<RunRegistry, 'journal' | 'scores' | 'openQuarantine'>,
  store: Pick<ResultStore, 'insert' | 'putRun'>,
  { later: own = () => null, services }: RebuildOptions = {},
): Promise<Run> {
  let refused = 0;
  for (const { id: targetId } of run.targets) {
    const lane = { runId: run.run_id, targetId };
    const said = await collectScores(registry.scores(run.run_id, targetId));
    const quarantine = await registry.openQuarantine(lane);
    const writer = createStoreWriter(store, 1000, { quarantine: quarantine.add });
    const attempts = settledAttempts(() => registry.journal(lane));
    const walk = walkJournal(
      { run, suite, repricings, attempts },
      {
        services,
        later: (answer) => said(answer) ?? own(answer),
        unusable: quarantine.addAttempt,
      },
    );
    for await (const { rows } of walk) await writer.add(rows);
    await writer.flush();
    refused += quarantine.count;
  }
  const rebuilt = withRefused(run, refused);
  await store.putRun(rebuilt, runCasesOf(suite));
  return rebuilt;
}
