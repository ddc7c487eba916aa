import { RepeatTally, ratedFields } from '../../analyze/repeats/repeat-report.ts';
import type { RepeatReport } from '../../contract/repeats.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';

/** How the repeats of a stored run's cases agree. */
export async function readRepeats(store: Pick<ResultStore, 'samples'>, run: Run): Promise<RepeatReport> {
  const tally = new RepeatTally(run);
  for await (const batch of store.samples(run.run_id, ratedFields))
    for (const sample of batch) tally.add(sample);
  return tally.report();
}
