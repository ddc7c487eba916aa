import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeUpAttempt } from '../../test/made-up/made-up-attempt.ts';
import { madeUpRun } from '../../test/made-up/made-up-run.ts';
import { loadYaml } from '../../test/suite-folder.ts';
import type { Attempt } from '../contract/attempt.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { Run } from '../contract/run.ts';
import type { Sample } from '../contract/sample.ts';
import type { Suite } from '../contract/suite.ts';
import { openJournal } from '../journal/journal.ts';
import {
  loadRunFile,
  markStored,
  runDirectory,
  saveRunFile,
  storedRuns,
  type RunDirectory,
  type RunFile,
} from '../journal/run-directory.ts';
import { rebuildRun, recoverRuns } from './recover.ts';

const ids = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'] as const;
const text =
  'name: n\ntargets: [x/a]\nscorers: [exact]\ncases: [{input: A, expected: yes}, {input: B, expected: no}]\n';

let dataDir: string;
let suite: Suite;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'assay-recover-'));
  suite = await loadYaml(
    text.replaceAll('expected: yes', "expected: 'yes'").replaceAll('expected: no', "expected: 'no'"),
  );
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

function memoryStore() {
  const runs: Run[] = [];
  const samples: Sample[] = [];
  const store = {
    insert: async (batch: { samples: Sample[] }) => void samples.push(...batch.samples),
    putRun: async (run: Run) => void runs.push(run),
  } as unknown as ResultStore;
  return { store, runs, samples };
}

const attempt = (runId: string, caseIndex: number, more: Partial<Attempt> = {}) =>
  madeUpAttempt({
    runId,
    targetId: suite.targets[0]?.id ?? '',
    caseId: suite.cases[caseIndex]?.id ?? '',
    startedAtMs: 1000 * (caseIndex + 1),
    ...more,
  });

async function keep(
  runId: string,
  attempts: Attempt[],
  { run = {}, ...more }: Omit<Partial<RunFile>, 'run'> & { run?: Partial<Run> } = {},
): Promise<RunDirectory> {
  const directory = runDirectory(dataDir, runId);
  const header: Run = {
    ...madeUpRun({ runId, targets: 1, cases: 2, startedAtMs: 500 }),
    status: 'running',
    ended_at_ms: null,
    targets: suite.targets.map(({ id, label }) => ({ id, label, planned: 2 })) as Run['targets'],
    ...run,
  };
  await saveRunFile(directory, { schema: 'assay.plan/1', pid: 4711, suite, run: header, ...more });
  const journal = await openJournal(directory.journalPath);
  for (const each of attempts) await journal.append(each);
  await journal.close();
  return directory;
}
const rebuild = async (directory: RunDirectory, store: ResultStore) =>
  rebuildRun(directory, await loadRunFile(directory), store);
const gone = { isAlive: () => false };

describe('rebuildRun', () => {
  it('stores every answer of the journal, scored, and ends a run whose process is gone', async () => {
    const { store, runs, samples } = memoryStore();
    const directory = await keep(ids[0], [attempt(ids[0], 0), attempt(ids[0], 1)]);
    const run = await rebuild(directory, store);
    expect(run.status).toBe('done');
    // the last answer came 18 ms after it was asked for
    expect(run.ended_at_ms).toBeCloseTo(2018, 0);
    expect(samples.map(({ case_index, quality }) => [case_index, quality])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(runs).toEqual([run]);
    expect((await storedRuns(dataDir)).map(({ runId }) => runId)).toEqual([ids[0]]);
  });

  it('is partial where something was not answered', async () => {
    const { store } = memoryStore();
    const directory = await keep(ids[0], [attempt(ids[0], 0)]);
    expect(await rebuild(directory, store)).toMatchObject({ status: 'partial' });
  });

  it('counts a sample once that is in the journal twice, and none of the warm-up', async () => {
    const { store } = memoryStore();
    const twice = [attempt(ids[0], 0), attempt(ids[0], 0), attempt(ids[0], 1, { isWarmup: true })];
    expect((await rebuild(await keep(ids[0], twice), store)).status).toBe('partial');
  });

  it('says what was damaged, belongs to another run, or can be of no case, and stores the rest', async () => {
    const { store, samples } = memoryStore();
    const lines = [attempt(ids[0], 0), attempt(ids[1], 1), attempt(ids[0], 1, { caseId: 'no such' })];
    const directory = await keep(ids[0], lines);
    await appendFile(directory.journalPath, '{"no": "attempt"}\n');
    const run = await rebuild(directory, store);
    expect(run).toMatchObject({ status: 'partial', left_out: { damaged: 2, quarantined: 1 } });
    expect(samples).toHaveLength(1);
    // again the same: what was quarantined is not counted twice
    expect((await rebuild(directory, store)).left_out).toEqual(run.left_out);
  });

  it('leaves a run that ended as it ended, unless its journal lacks what it had', async () => {
    const { store } = memoryStore();
    const ended = { run: { status: 'done' as const, ended_at_ms: 9 }, samples: 2 };
    const whole = await keep(ids[0], [attempt(ids[0], 0), attempt(ids[0], 1)], ended);
    expect(await rebuild(whole, store)).toMatchObject({ status: 'done', ended_at_ms: 9 });
    const cut = await keep(ids[1], [attempt(ids[1], 0)], ended);
    expect(await rebuild(cut, store)).toMatchObject({
      status: 'partial',
      ended_at_ms: 9,
      left_out: { lost: 1 },
    });
  });

  it('of a load plans what was measured, as nobody knew before, and never calls it whole', async () => {
    const { store } = memoryStore();
    const run = { load: { shape: 'poisson', options: {}, phases: [] }, planned: 99 };
    const directory = await keep(ids[0], [attempt(ids[0], 0, { repeat: 40 })], { run });
    const rebuilt = await rebuild(directory, store);
    expect(rebuilt).toMatchObject({ status: 'partial', planned: 1 });
    expect(rebuilt.targets.map(({ planned }) => planned)).toEqual([1]);
  });
});

describe('recoverRuns', () => {
  it('says how far it is, and begins no further run once it is asked to end', async () => {
    const { store } = memoryStore();
    for (const id of ids) await keep(id, [attempt(id, 0)]);
    const ending = new AbortController();
    const told: number[][] = [];
    const onRun = (done: number, total: number) => {
      told.push([done, total]);
      if (told.length === 2) ending.abort();
    };
    const { signal } = ending;
    const found = await recoverRuns(dataDir, store, { ...gone, onRun, signal });
    expect(told).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(found.runs).toHaveLength(2);
    expect(await recoverRuns(dataDir, store, { ...gone, onRun, signal })).toEqual({ runs: [], skipped: [] });
  });

  it('takes runs to their end that nobody carries out any more, and leaves those that somebody does', async () => {
    const { store } = memoryStore();
    await keep(ids[0], [attempt(ids[0], 0)]);
    await keep(ids[1], [attempt(ids[1], 0)], { pid: 12 });
    const found = await recoverRuns(dataDir, store, { isAlive: (pid) => pid === 12 });
    expect(found.runs.map(({ run_id }) => run_id)).toEqual([ids[0]]);
    expect(found.skipped).toEqual([]);
    expect((await recoverRuns(dataDir, store, { isAlive: (pid) => pid === 12 })).runs).toEqual([]);
  });

  it('names a run that cannot be read, and is not kept by it from the others', async () => {
    const { store } = memoryStore();
    const { path } = await keep(ids[0], []);
    await writeFile(join(path, 'plan.json'), '{');
    await keep(ids[1], [attempt(ids[1], 0)]);
    const { runs, skipped } = await recoverRuns(dataDir, store, gone);
    expect(runs.map(({ run_id }) => run_id)).toEqual([ids[1]]);
    expect(skipped).toEqual([{ run_id: ids[0], reason: expect.stringContaining('plan.json') }]);
  });

  it('names a run that cannot be stored, and tries it again the next time', async () => {
    const { store } = memoryStore();
    await keep(ids[0], [attempt(ids[0], 0)]);
    const failing = { ...store, putRun: async () => Promise.reject(new Error('the store is full')) };
    expect((await recoverRuns(dataDir, failing, gone)).skipped).toEqual([
      { run_id: ids[0], reason: 'the store is full' },
    ]);
    expect((await recoverRuns(dataDir, store, gone)).runs).toHaveLength(1);
  });

  it('reads runs again that the database has lost', async () => {
    const { store } = memoryStore();
    const directory = await keep(ids[0], [attempt(ids[0], 0)], {
      run: { status: 'partial', ended_at_ms: 9 },
    });
    await markStored(directory);
    expect((await recoverRuns(dataDir, store, gone)).runs).toEqual([]);
    const { runs } = await recoverRuns(dataDir, store, { ...gone, lost: [directory] });
    expect(runs).toMatchObject([{ run_id: ids[0], status: 'partial', ended_at_ms: 9 }]);
  });
});
