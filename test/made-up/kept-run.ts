import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../../src/base/id.ts';
import { runHeader } from '../../src/app/run/run-header.ts';
import type { Attempt } from '../../src/contract/attempt.ts';
import type { Run } from '../../src/contract/run.ts';
import { createPriceBook } from '../../src/measure/price-book.ts';
import { planRun } from '../../src/plan/plan-run.ts';
import { openJournal } from '../../src/journal/journal.ts';
import { runDirectory, saveRunFile, type RunDirectory } from '../../src/journal/run-directory.ts';
import { loadSuite } from '../../src/suite/load-suite.ts';
import { madeUpAttempt } from './made-up-attempt.ts';

export interface KeptRun extends RunDirectory {
  run: Run;
  planPath: string;
}

/** A run of one target that has ended and is not in the database yet: its plan and its journal are in the data directory. */
export async function keptRun(
  dataDir: string,
  {
    cases = 6,
    ids,
    change,
  }: { cases?: number; ids?: string[]; change?: (attempt: Attempt, i: number) => Attempt } = {},
): Promise<KeptRun> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'suite.json');
  const names = ids ?? Array.from({ length: cases }, (_, i) => `c${i}`);
  const suiteFile = {
    name: 'kept',
    targets: [{ model: 'sim/a', price: { input: 1, output: 2 } }],
    cases: names.map((id, i) => ({ id, input: `Is ${i} a number?`, expected: 'yes' })),
    scorers: ['exact'],
  };
  await writeFile(file, JSON.stringify(suiteFile));
  const suite = await loadSuite(file, { checkScorer: () => undefined });
  const runId = newId();
  const plan = planRun(suite, { runId, priceOf: () => null });
  const provenance = { assay_version: '0', command: 'assay', suite_path: null } as Run['provenance'];
  const started = runHeader(plan, createPriceBook({ at: 0 }), provenance, Date.now());
  const run: Run = { ...started, status: 'done', ended_at_ms: started.started_at_ms + 1000 };
  const directory = runDirectory(dataDir, runId);
  await saveRunFile(directory, { schema: 'assay.plan/1', pid: 2 ** 30, run, samples: names.length, suite });
  const journal = await openJournal(directory.journalPath);
  for (const [i, { id: caseId }] of suite.cases.entries()) {
    const targetId = suite.targets[0]?.id ?? '';
    const attempt = madeUpAttempt({ runId, targetId, caseId, startedAtMs: run.started_at_ms + i });
    await journal.append(change ? change(attempt, i) : attempt);
  }
  await journal.close();
  return { ...directory, run, planPath: join(directory.path, 'plan.json') };
}
