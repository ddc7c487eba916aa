import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { madeUpRun } from '../../../test/made-up/made-up-run.ts';
import type { DamagedPart } from '../../contract/result-store.ts';
import { markStored, runDirectory, saveRunFile } from '../../journal/run-directory.ts';
import { findMissing } from './repair-data.ts';

const ids = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'] as const;

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'assay-repair-'));
  for (const runId of ids) {
    const directory = runDirectory(dataDir, runId);
    const run = madeUpRun({ runId, targets: 1, cases: 1, startedAtMs: 1 });
    await saveRunFile(directory, { schema: 'assay.plan/1', pid: 1, run, suite: { cases: [] } as never });
    await markStored(directory);
  }
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function find(known: readonly string[], damaged: DamagedPart[] = []) {
  const notes: string[] = [];
  const store = { runIds: async () => [...known], damagedParts: async () => damaged };
  const { runs, done } = await findMissing(dataDir, store, (text) => notes.push(text));
  return { runs: runs.map(({ runId }) => runId), done, notes };
}

it('misses nothing of a database that has all it had', async () => {
  const { runs, notes, done } = await find([...ids, 'imported']);
  expect([runs, notes]).toEqual([[], []]);
  await done();
  expect(await readdir(dataDir)).toEqual(['runs']);
});

it.each([
  [[ids[0]], [ids[1]], 'The database lacks 1 run that it had: reading the journals again.'],
  [[], [...ids], 'The database lacks 2 runs that it had: reading the journals again.'],
])('misses what was stored once and is not there: it has %j', async (known, missing, note) => {
  expect(await find(known)).toMatchObject({ runs: missing, notes: [note] });
});

it('reads all journals again where parts are damaged, and keeps those parts elsewhere', async () => {
  const part = join(dataDir, 'detached', 'broken_all_1_1_0');
  await mkdir(part, { recursive: true });
  await writeFile(join(part, 'data.bin'), 'bytes');
  const damaged = [
    { table: 'samples', path: `${part}/` },
    { table: 'samples', path: join(dataDir, 'gone') },
  ] as DamagedPart[];
  const { runs, notes, done } = await find([ids[0], 'imported'], damaged);
  expect(runs).toEqual([...ids]);
  expect(notes.join()).toMatch(/lost 2 parts .* reading the journals again\. 1 run without a journal/);
  expect(await readFile(join(part, 'data.bin'), 'utf8')).toBe('bytes');
  await done();
  const kept = join(dataDir, 'damaged', 'samples-broken_all_1_1_0', 'data.bin');
  expect(await readFile(kept, 'utf8')).toBe('bytes');
});
