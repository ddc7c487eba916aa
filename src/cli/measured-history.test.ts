import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Attempt } from '../contract/attempt.ts';
import type { Run } from '../contract/run.ts';
import type { Suite } from '../contract/suite.ts';
import { openJournal } from '../run/journal.ts';
import { runDirectory, saveRunFile } from '../run/run-directory.ts';
import { measuredHistory } from './measured-history.ts';

const suite = { hash: 'h', targets: [{ id: 'a' }, { id: 'b' }] } as Suite;
const attempt = (targetId: string, outputTotal: number | null, outcome: Attempt['outcome'] = 'ok') =>
  ({
    targetId,
    outcome,
    stamps: { sent: 100 },
    frames: { at: [150, 100 + 10 * (outputTotal ?? 0)], kinds: 'tt' },
    tokens: outputTotal === null ? null : { output: outputTotal, reasoning: 0, outputTotal },
  }) as unknown as Attempt;

async function keepRun(
  dataDir: string,
  runId: string,
  run: Partial<Run>,
  attempts: Attempt[],
): Promise<void> {
  const directory = runDirectory(dataDir, runId);
  await saveRunFile(directory, { schema: 'assay.plan/1', pid: 1, run: run as Run, suite });
  const journal = await openJournal(directory.journalPath);
  for (const each of attempts) await journal.append(each);
  await journal.close();
}

it('reads tokens and times of earlier runs of the same suite, per target with enough answers', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'assay-history-'));
  const counts = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
  await keepRun(dataDir, 'run-1', { suite_hash: 'h' }, [
    ...counts.map((count) => attempt('a', count)),
    attempt('a', 5000, 'error'),
    attempt('a', null),
    attempt('b', 1),
  ]);
  await keepRun(
    dataDir,
    'run-2',
    { suite_hash: 'another' },
    counts.map(() => attempt('a', 9999)),
  );
  await keepRun(
    dataDir,
    'run-3',
    { suite_hash: 'h', load: {} as never },
    counts.map(() => attempt('a', 9999)),
  );
  expect(await measuredHistory(dataDir, suite)).toEqual({
    a: { outputTokens: { p10: 10, p50: 50, p90: 90 }, e2eMs: { p10: 100, p50: 500, p90: 900 } },
  });
  expect(await measuredHistory(join(dataDir, 'none'), suite)).toEqual({});
  await rm(dataDir, { recursive: true });
});
