import { runIdIn } from '../../base/run-id-in.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import type { SharedRun } from '../../contract/run-registry.ts';
import { runDirectory } from '../../journal/run-directory.ts';
import { readScores } from '../../journal/scores-journal.ts';
import { rebuildSharedRun } from '../../conduct/rebuild-shared-run.ts';
import { createFileBringer } from '../run/fetch-shared-files.ts';
import type { AppContext } from '../context.ts';
import { withControl } from '../data/with-control.ts';
import { openScorerServices } from '../score/scorer-services.ts';

/** Stores runs of several machines anew from their journals: the one named, or those that the results lack. One that goes on is left alone. */
export function rebuildShared(
  context: AppContext,
  store: ResultStore,
  id: string | undefined,
): Promise<Run[]> {
  return withControl(context, async ({ registry }) => {
    const ended = (await registry.runs()).filter(({ status }) => status !== 'running');
    const rebuilt: Run[] = [];
    for (const run of ended) {
      const isWanted =
        id === undefined ? !(await store.getRun(run.run_id)) : run.run_id.startsWith(runIdIn(id));
      if (!isWanted) continue;
      const later = await readScores(runDirectory(context.dataDir, run.run_id));
      const shared = (await registry.find(run.run_id)) as SharedRun;
      const files = createFileBringer(registry);
      const scoring = openScorerServices(null, {
        ...context,
        cwd: (await files.bring({ ...shared, suite: { ...shared.suite, attachments: [] } })).suite,
      });
      try {
        rebuilt.push(await rebuildSharedRun(shared, registry, store, { later, services: scoring.services }));
      } finally {
        await scoring.close();
        await files.close();
      }
    }
    return rebuilt;
  });
}
