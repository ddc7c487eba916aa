import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeUpRun } from '../../test/made-up/made-up-run.ts';
import { newId } from '../base/id.ts';
import {
  allRuns,
  loadRunFile,
  loadRunHead,
  markStored,
  markUnstored,
  runDirectory,
  saveRunFile,
  storedRuns,
  unstoredRuns,
  type RunFile,
} from './run-directory.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'assay-runs-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const ids = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'] as const;
const fileOf = (runId: string, more: Partial<RunFile> = {}): RunFile => ({
  schema: 'assay.plan/1',
  pid: 7,
  run: madeUpRun({ runId, targets: 1, cases: 1, startedAtMs: 5 }),
  suite: { name: 's', cases: [], targets: [], prompts: [] } as unknown as RunFile['suite'],
  ...more,
});
const directoryOf = (runId: string = ids[0]) => runDirectory(dataDir, runId);
async function saved(runId: string = ids[0], more: Partial<RunFile> = {}) {
  const directory = directoryOf(runId);
  await saveRunFile(directory, fileOf(runId, more));
  return directory;
}
const plan = (runId: string = ids[0]) => join(directoryOf(runId).path, 'plan.json');

describe('runDirectory', () => {
  it.each([
    '',
    '..',
    '../../etc',
    'latest',
    '01900000',
    ids[0].toUpperCase().replace('8', 'A'),
    `${ids[0]}/..`,
  ])('takes no "%s" for a run id', (id) => {
    expect(() => runDirectory(dataDir, id)).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  it('is below the data directory, with the journal in it', () => {
    const id = newId();
    const { path, journalPath } = runDirectory('/data', id);
    expect([path, journalPath]).toEqual([`/data/runs/${id}`, `/data/runs/${id}/journal.jsonl`]);
  });
});

describe('the plan', () => {
  it('comes back as it was saved, for this user alone, and leaves nothing half written', async () => {
    const directory = await saved(ids[0], { goes: 2, samples: 3 });
    expect(await loadRunFile(directory)).toEqual(fileOf(ids[0], { goes: 2, samples: 3 }));
    expect((await stat(plan())).mode & 0o777).toBe(0o600);
    expect((await stat(directory.path)).mode & 0o777).toBe(0o700);
    await expect(stat(`${plan()}.new`)).rejects.toThrow('ENOENT');
  });

  it('is read without its suite, however large that is and whatever stands before it', async () => {
    const suite = {
      ...fileOf(ids[0]).suite,
      cases: Array.from({ length: 5000 }, (_, i) => ({ id: `case ${i}`, index: i })),
    } as unknown as RunFile['suite'];
    const file = fileOf(ids[0], { suite });
    // longer than what is read at once, and not in ASCII alone
    const run = { ...file.run, suite_name: `"suite":{ ünïcode ${'ö'.repeat(100_000)}` };
    const directory = await saved(ids[0], { suite, run });
    const { suite: _, ...head } = { ...file, run };
    expect(await loadRunHead(directory)).toEqual(head);
  });

  it('that is not there is no run', async () => {
    for (const load of [loadRunFile, loadRunHead])
      await expect(load(directoryOf())).rejects.toMatchObject({ code: 'run-not-found' });
  });

  it.each([
    ['cut off', '{"schema":"assay.plan/1","run":{"run', ''],
    ['no JSON object', '[]', 'it is not the plan of this run'],
    ['null', 'null', 'it is not the plan of this run'],
    ['of another version', '{"schema":"assay.plan/9"}', 'of another version of Assay'],
    ['of another run', JSON.stringify(fileOf(ids[1])), 'it is not the plan of this run'],
    ['without targets', JSON.stringify({ ...fileOf(ids[0]), run: { run_id: ids[0] } }), 'not the plan'],
  ])('that is %s is not taken for a run', async (_, text, why) => {
    const directory = await saved();
    await writeFile(plan(), text);
    for (const load of [loadRunFile, loadRunHead])
      await expect(load(directory)).rejects.toMatchObject({
        code: 'store-failed',
        message: expect.stringContaining(why),
        remedy: expect.stringContaining('assay doctor'),
      });
  });

  it.each([0, 1, 1000, 1001, 2500])('of a suite of %i cases is read as it was', async (count) => {
    const cases = Array.from({ length: count }, (_, index) => ({ id: `c${index}`, index, expected: '"ü]' }));
    const suite = { ...fileOf(ids[0]).suite, cases } as unknown as RunFile['suite'];
    const directory = await saved(ids[0], { suite });
    expect(await loadRunFile(directory)).toEqual(fileOf(ids[0], { suite }));
    expect(await loadRunHead(directory)).not.toHaveProperty('suite');
  });

  it('without a suite has a head, and no more', async () => {
    const { suite: _, ...head } = fileOf(ids[0]);
    const directory = await saved();
    await writeFile(plan(), JSON.stringify(head));
    expect(await loadRunHead(directory)).toEqual(head);
    await expect(loadRunFile(directory)).rejects.toThrow('it has no suite');
  });
});

describe('what does not belong into a run', () => {
  it('is not followed: a link in its folder', async () => {
    const directory = await saved();
    await symlink('/etc/hostname', join(directory.path, 'scores.jsonl'));
    await expect(loadRunHead(directory)).rejects.toThrow('scores.jsonl is a symbolic link');
    await expect(saveRunFile(directory, fileOf(ids[0]))).rejects.toThrow('is a symbolic link');
  });

  it('is not followed: a link in place of the folder', async () => {
    await mkdir(join(dataDir, 'elsewhere'));
    await mkdir(join(dataDir, 'runs'));
    await symlink(join(dataDir, 'elsewhere'), directoryOf().path);
    await expect(saveRunFile(directoryOf(), fileOf(ids[0]))).rejects.toThrow('is a symbolic link');
    await expect(readFile(join(dataDir, 'elsewhere', 'plan.json'))).rejects.toThrow('ENOENT');
  });

  it('is not waited for: a socket, as a pipe would be', async () => {
    const directory = await saved();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(directory.path, 'odd'), resolve));
    try {
      await expect(loadRunFile(directory)).rejects.toThrow('odd is a pipe, a socket or a device');
    } finally {
      server.close();
    }
  });
});

describe('all runs', () => {
  it('are none where there is no folder', async () => {
    expect(await allRuns(dataDir)).toEqual([]);
  });

  it('are those with a plan or a journal, the oldest first, and nothing else', async () => {
    await saved(ids[1]);
    await mkdir(directoryOf().path, { recursive: true });
    await writeFile(directoryOf().journalPath, '');
    await mkdir(join(dataDir, 'runs', 'notes'));
    await mkdir(join(dataDir, 'runs', newId()));
    expect((await allRuns(dataDir)).map(({ runId }) => runId)).toEqual([...ids]);
  });

  it('are not none where the folder cannot be read', async () => {
    await writeFile(join(dataDir, 'runs'), 'a file');
    await expect(allRuns(dataDir)).rejects.toMatchObject({ code: 'store-failed' });
  });

  it('are stored once they bear the mark, and until it is taken away', async () => {
    const [first, second] = [await saved(ids[0]), await saved(ids[1])];
    const marks = async () => [
      (await storedRuns(dataDir)).map(({ runId }) => runId),
      (await unstoredRuns(dataDir)).map(({ runId }) => runId),
    ];
    expect(await marks()).toEqual([[], [...ids]]);
    await markStored(second);
    await markStored(second);
    expect(await marks()).toEqual([[ids[1]], [ids[0]]]);
    await markUnstored(first);
    await markUnstored(second);
    expect(await marks()).toEqual([[], [...ids]]);
  });
});
