import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { madeUpAttempt } from '../../test/made-up/made-up-attempt.ts';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { openQuarantine, readQuarantine } from './quarantine.ts';

const { batch } = madeUp({ runId: 'r', targets: 1, cases: 60 });
const [sample] = batch.samples;
const [retried] = batch.retried;
const rows = { samples: sample ? [sample] : [], payloads: [], retried: retried ? [retried] : [] };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-quarantine-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const directory = () => ({ path: join(folder, 'run') });
const file = () => join(directory().path, 'quarantine.jsonl');

it('is empty, and makes no file, where nothing was refused', async () => {
  const { count } = await openQuarantine(directory(), { isFresh: false });
  expect(count).toBe(0);
  expect(await readQuarantine(directory())).toEqual({ keys: new Set(), reasons: [] });
  await expect(stat(file())).rejects.toThrow('ENOENT');
});

it('keeps rows and attempts with the reason, each counted once', async () => {
  const quarantine = await openQuarantine(directory(), { isFresh: false });
  await quarantine.add([{ rows, reason: 'too large' }]);
  await quarantine.add([{ rows, reason: 'too large' }]);
  await quarantine.addAttempt(madeUpAttempt(), 'no such case');
  expect(quarantine.count).toBe(3);
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  const { keys, reasons } = await readQuarantine(directory());
  expect([keys.size, reasons]).toEqual([3, ['too large', 'no such case']]);
  const [line = ''] = (await readFile(file(), 'utf8')).trim().split('\n');
  expect(JSON.parse(line)).toEqual({ reason: 'too large', ...rows });
});

it('goes on where an earlier process ended, even in the middle of a line', async () => {
  await (await openQuarantine(directory(), { isFresh: false })).add([{ rows, reason: 'too large' }]);
  await appendFile(file(), '{"reason":"cut o');
  const { count, add } = await openQuarantine(directory(), { isFresh: false });
  expect(count).toBe(2);
  await add([{ rows: { ...rows, samples: batch.samples.slice(1, 3), retried: [] }, reason: 'more' }]);
  const { keys, reasons } = await readQuarantine(directory());
  expect([keys.size, reasons]).toEqual([4, ['too large', 'more']]);
});

it('is emptied when all rows are about to be written again', async () => {
  await (await openQuarantine(directory(), { isFresh: false })).add([{ rows, reason: 'too large' }]);
  expect((await openQuarantine(directory(), { isFresh: true })).count).toBe(0);
  expect((await readQuarantine(directory())).reasons).toEqual([]);
});
