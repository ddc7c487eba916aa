import type { Run } from '../../src/contract/run.ts';
import type { ScorerSpec, Suite } from '../../src/contract/suite.ts';
import { runDirectory, saveRunFile } from '../../src/journal/run-directory.ts';

/** The plan of a stored run in a data directory, as far as its scorers go. */
export async function keepSuite(dataDir: string, run: Run, scorers: ScorerSpec[]): Promise<void> {
  const suite = { cases: [{ scorers }], targets: [], prompts: [] } as unknown as Suite;
  await saveRunFile(runDirectory(dataDir, run.run_id), { schema: 'assay.plan/1', pid: 1, run, suite });
}
