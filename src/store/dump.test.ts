import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { newId } from '../base/id.ts';
import { openStore } from './open-store.ts';

const folder = mkdtempSync(join(tmpdir(), "assay dump's "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A run whose id is of that day. */
const idOf = (day: string) => {
  const hex = Date.parse(day).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}${newId().slice(13)}`;
};

it('writes and reads back every row of every table, and tells days apart', async () => {
  const from = await openStore({ dataDir: join(folder, 'from') });
  await expect(openStore({ dataDir: join(folder, 'to') })).rejects.toMatchObject({
    code: 'store-busy',
    message: expect.stringContaining('another data directory'),
  });
  const days = ['2026-11-02', '2026-11-03'];
  for (const day of days) {
    const { run, cases, batch } = madeUp({ runId: idOf(day), targets: 2, cases: 30 });
    await from.putRun(run, cases);
    await from.insert(batch);
    await from.insert(batch);
  }
  await from.refresh();
  const dump = await from.dump();
  const samples = dump.chunks.filter(({ table }) => table === 'samples');
  expect(samples.map(({ chunk, rows }) => [chunk, rows])).toEqual(days.map((day) => [day, 60]));
  // figures of a day are of the day of its calls, whatever the ids of runs say
  const today = new Date(Date.now() - 60_000).toISOString().slice(0, 10);
  expect(dump.chunks.filter(({ table }) => table === 'rollup_days')).toMatchObject([{ chunk: today }]);
  expect(new Set(samples.map(({ hash }) => hash)).size).toBe(2);
  for (const chunk of dump.chunks) {
    const path = join(folder, `${chunk.table}-${chunk.chunk}.native.zst`);
    await from.writeChunk(chunk, dump.columns[chunk.table] as string[], path);
    expect(statSync(path).size).toBeGreaterThan(0);
  }
  await from.close();
  const empty = await openStore({ dataDir: join(folder, 'empty') });
  for (const { table, chunk } of dump.chunks)
    await empty.readChunk(
      table,
      dump.columns[table] as string[],
      join(folder, `${table}-${chunk}.native.zst`),
    );
  expect(await empty.dump()).toEqual(dump);
  await empty.close();
});
