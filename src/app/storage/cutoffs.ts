import { expiredBefore, keptDaysOf, type RetentionPolicy } from '../../contract/retention.ts';
import type { Cutoffs, StorageStore } from '../../contract/storage-store.ts';

/** What is past its time now, for every project and suite that there is. */
export async function cutoffsOf(
  store: StorageStore,
  policy: RetentionPolicy,
  nowMs: number,
): Promise<Cutoffs[]> {
  return (await store.projectsAndSuites()).map(({ project, suite_name }) => {
    const kept = keptDaysOf(policy, { project, suite: suite_name });
    return {
      project,
      suite_name,
      samples: expiredBefore(kept.samples, nowMs),
      payloads: expiredBefore(kept.payloads, nowMs),
      figures: expiredBefore(kept.figures, nowMs),
    };
  });
}
