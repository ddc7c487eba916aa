/** A run that was begun with prices of its own is stored at those, whoever reads its journal later. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Attempt } from '../src/contract/attempt.ts';
import type { SampleBatch } from '../src/contract/sample.ts';
import type { Sample } from '../src/contract/sample.ts';
import type { Suite, Target } from '../src/contract/suite.ts';
import { recoverRuns } from '../src/conduct/recover.ts';
import { openJournal } from '../src/journal/journal.ts';
import { runDirectory, saveRunFile } from '../src/journal/run-directory.ts';
import { answeredCall } from './made-up/answered-call.ts';
import { madeUp } from './made-up/made-up-run.ts';

it('prices given for a run are those of its recovery', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'assay-prices-'));
  const { run } = madeUp({ runId: '01900000-0000-7000-8000-000000000002', targets: 1, cases: 1 });
  const target = {
    id: 'target-0',
    label: 'a',
    provider: 'sim',
    model: 'model-0',
    promptId: 'p',
    parameters: {},
    limits: run.targets[0]?.limits,
  } as Target;
  const testCase = {
    id: 'c',
    index: 0,
    variables: { input: 'x' },
    tags: [],
    weight: 1,
    tools: [],
    scorers: [],
  };
  const prompts = [{ id: 'p', messages: [{ role: 'user' as const, content: '{{input}}' }] }];
  const suite = {
    name: 's',
    hash: 'h',
    prompts,
    cases: [testCase],
    targets: [target],
    slo: {},
    seed: 1,
  } as unknown as Suite;
  const directory = runDirectory(dataDir, run.run_id);
  const overrides = { 'sim/model-0': { input: 3, output: 7 } };
  const provenance = { ...run.provenance, prices: { file: 'prices.yaml', overrides } };
  await saveRunFile(directory, {
    schema: 'assay.plan/1',
    pid: 1,
    run: { ...run, provenance, status: 'running' },
    suite,
  });
  const journal = await openJournal(directory.journalPath);
  const place = { runId: run.run_id, targetId: target.id, caseId: 'c', repeat: 0, attempt: 0 };
  const attempt: Attempt = {
    ...answeredCall('yes'),
    ...place,
    isFinal: true,
    isWarmup: false,
    startedAtMs: run.started_at_ms,
  };
  await journal.append(attempt);
  await journal.close();

  const samples: Sample[] = [];
  const store = {
    putRun: async () => undefined,
    insert: async (batch: SampleBatch) => void samples.push(...batch.samples),
  };
  await recoverRuns(dataDir, store, { isAlive: () => false });
  // 10 tokens in, 5 out; dollars per million are 1,000 nano-dollars per token
  expect(samples.map(({ cost_nanousd, price_id }) => [cost_nanousd, price_id])).toEqual([
    [10 * 3000 + 5 * 7000, 'override:input=3,output=7'],
  ]);
  await rm(dataDir, { recursive: true });
});
