import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadEntryOf } from './load-entry.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-trace-'));
afterAll(() => rmSync(folder, { recursive: true }));
const inFile = { shape: 'poisson', rate: 3, durationSeconds: 60 };

describe('the load of a run', () => {
  it('is that of the suite, with what is given in its place', async () => {
    expect(await loadEntryOf(inFile, {}, folder)).toEqual(inFile);
    expect(await loadEntryOf(inFile, { rate: 7.5, unique: true }, folder)).toEqual({
      ...inFile,
      rate: 7.5,
      unique: true,
    });
  });

  it('with another shape keeps only what all shapes have', async () => {
    const entry = await loadEntryOf(inFile, { shape: 'gamma', k: 0.5, rate: 2 }, folder);
    expect(entry).toEqual({ shape: 'gamma', k: 0.5, rate: 2, durationSeconds: 60 });
  });

  it('guesses the shape from users or rate, and asks when there is neither', async () => {
    expect(await loadEntryOf(undefined, { users: 4 }, folder)).toEqual({ shape: 'closed-loop', users: 4 });
    expect(await loadEntryOf(undefined, { rate: 4 }, folder)).toEqual({ shape: 'poisson', rate: 4 });
    await expect(loadEntryOf(undefined, {}, folder)).rejects.toMatchObject({ code: 'usage' });
  });

  it('refuses what is no setting', async () => {
    await expect(loadEntryOf(inFile, { durationSeconds: 0 }, folder)).rejects.toMatchObject({
      code: 'usage',
      problems: [{ message: expect.stringContaining('durationSeconds') }],
    });
  });

  it('reads a trace of numbers or dates, and says which row has none', async () => {
    writeFileSync(join(folder, 't.csv'), 'when,n\n2031-01-01 00:00:01Z,1\n2031-01-01 00:00:03Z,2\n');
    const options = { shape: 'trace-replay', file: 't.csv', column: 'when' };
    const { times } = await loadEntryOf(undefined, options, folder);
    const [first, second] = times as [number, number];
    expect(second - first).toBe(2000);
    writeFileSync(join(folder, 'b.jsonl'), '{"timestamp":1}\n{"time":2}\n');
    const broken = loadEntryOf(undefined, { shape: 'trace-replay', file: 'b.jsonl' }, folder);
    await expect(broken).rejects.toMatchObject({
      problems: [{ message: 'Row 2 of "b.jsonl" has no timestamp in the column "timestamp".' }],
    });
  });

  it('reads how long prompts and answers of a trace were', async () => {
    writeFileSync(join(folder, 'sizes.csv'), 'timestamp,in,out\n0,100,7\n5,20,9\n');
    const sizes = { shape: 'trace-replay', file: 'sizes.csv', inputColumn: 'in', outputColumn: 'out' };
    const entry = await loadEntryOf(undefined, sizes, folder);
    expect(entry).toMatchObject({ times: [0, 5], inputs: [100, 20], outputs: [7, 9] });
    writeFileSync(join(folder, 'sizes.csv'), 'timestamp,in,out\n0,100,7\n5,20,none\n');
    await expect(loadEntryOf(undefined, sizes, folder)).rejects.toMatchObject({
      problems: [{ message: 'Row 2 of "sizes.csv" has no token count in the column "out".' }],
    });
  });
});
