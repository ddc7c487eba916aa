import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import type { Case } from '../../contract/suite.ts';
import { loadRunFile, runDirectory } from '../../journal/run-directory.ts';

/** The cases the run was made of; of an imported run what is kept of them: no variables, no scorers. */
export async function casesOfRun(store: ResultStore, run: Run, dataDir: string): Promise<Case[]> {
  const file = await loadRunFile(runDirectory(dataDir, run.run_id)).catch(() => null);
  if (file) return file.suite.cases;
  const kept = await store.cases(run.run_id);
  return kept.map(({ id, index, tags, expected, category, cluster }) => ({
    id,
    index,
    tags,
    expected,
    ...(category !== undefined && { category }),
    ...(cluster !== undefined && { cluster }),
    variables: {},
    weight: 1,
    tools: [],
    scorers: [],
  }));
}
