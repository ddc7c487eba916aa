import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { madeUpAttempt } from '../../../test/made-up/made-up-attempt.ts';
import { stableId } from '../../base/id.ts';
import type { Attempt, Tokens } from '../../contract/attempt.ts';
import type { Run } from '../../contract/run.ts';
import type { Suite } from '../../contract/suite.ts';
import { openJournal } from '../../journal/journal.ts';
import { runDirectory, saveRunFile } from '../../journal/run-directory.ts';
import { measuredHistory } from './measured-history.ts';

const suite = { name: 'n', hash: 'h', cases: [], targets: [{ id: 'a' }, { id: 'b' }] } as unknown as Suite;
const noTokens = { cacheRead: null, cacheWrite: null };
const attempt = (targetId: string, outputTotal: number | null, outcome: Attempt['outcome'] = 'ok') =>
  madeUpAttempt({
    targetId,
    outcome,
    timestamps: { ...madeUpAttempt().timestamps, sent: 100 },
    frames: { at: [150, 100 + 10 * (outputTotal ?? 0)], kinds: 'tt' },
    tokens:
      outputTotal === null
        ? null
        : { ...noTokens, input: 7, output: outputTotal, reasoning: 0, outputTotal, inputTotal: 7 },
  });

const idOf = (name: string) => stableId(name);

async function keepRun(
  dataDir: string,
  runId: string,
  run: Partial<Run>,
  attempts: Attempt[],
): Promise<void> {
  const directory = runDirectory(dataDir, runId);
  await saveRunFile(directory, {
    schema: 'assay.plan/1',
    pid: 1,
    run: { targets: [], ...run, run_id: runId } as unknown as Run,
    suite,
  });
  const journal = await openJournal(directory.journalPath);
  for (const each of attempts) await journal.append(each);
  await journal.close();
}

const counts = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
const answers = (target: string, factor = 1) => counts.map((count) => attempt(target, factor * count));

let dataDir: string;
beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'assay-history-'))));
afterEach(() => rm(dataDir, { recursive: true }));

it('reads tokens, times and costs of earlier runs of the same suite, per target with enough answers', async () => {
  const more = [attempt('a', 5000, 'error'), attempt('a', null), attempt('b', 1)];
  await keepRun(dataDir, idOf('run-1'), { suite_hash: 'h' }, [...answers('a'), ...more]);
  await keepRun(dataDir, idOf('run-2'), { suite_hash: 'another', suite_name: 'x' }, answers('a', 100));
  await keepRun(dataDir, idOf('run-3'), { suite_hash: 'h', load: {} as never }, answers('a', 100));
  const costOf = ({ outputTotal }: Tokens) => (outputTotal ?? 0) * 1e9;
  const source = { answers: 10, runs: [idOf('run-1')], sameSuite: true };
  expect(await measuredHistory({ dataDir, suite, costOf })).toEqual({
    a: {
      outputTokens: { p10: 10, p90: 90, mean: 55 },
      inputTokens: { p10: 7, p90: 7, mean: 7 },
      e2eMs: { p10: 100, p90: 900, mean: 550 },
      costUsd: { p10: 10, p90: 90, mean: 55 },
      source,
    },
  });
  expect((await measuredHistory({ dataDir, suite }))['a']?.costUsd).toBeNull();
  expect(await measuredHistory({ dataDir: join(dataDir, 'none'), suite })).toEqual({});
});

it('takes outputs and times of the suite as it was before, when it has nothing better', async () => {
  await keepRun(dataDir, idOf('run-1'), { suite_hash: 'old', suite_name: 'n' }, [
    ...answers('a'),
    ...answers('b'),
  ]);
  await keepRun(dataDir, idOf('run-2'), { suite_hash: 'h', suite_name: 'n' }, answers('a', 2));
  const { a, b } = await measuredHistory({ dataDir, suite, costOf: () => 1 });
  expect(a?.source).toEqual({ answers: 10, runs: [idOf('run-2')], sameSuite: true });
  expect(b).toMatchObject({
    inputTokens: null,
    costUsd: null,
    source: { runs: [idOf('run-1')], sameSuite: false },
  });
  expect(b?.outputTokens.mean).toBe(55);
});

it('knows the tokens of answers without times', async () => {
  const untimed = answers('a').map((each) => ({
    ...each,
    timestamps: { ...each.timestamps, sent: null },
    frames: { at: [], kinds: '' },
  }));
  await keepRun(dataDir, idOf('run-1'), { suite_hash: 'h' }, untimed);
  expect((await measuredHistory({ dataDir, suite }))['a']).toMatchObject({
    e2eMs: null,
    outputTokens: { mean: 55 },
  });
});
