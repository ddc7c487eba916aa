import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AssayError, type Problem } from '../contract/errors.ts';
import type { LoadEntry } from '../contract/load.ts';
import { readTrace, resolveLoad } from './resolve-load.ts';
import { fileSource } from './source.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-trace-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(name: string, text: string, more: object = {}) {
  writeFileSync(join(folder, name), text);
  const problems: Problem[] = [];
  const load = { shape: 'trace', file: name, ...more } as LoadEntry;
  const { times, inputs, outputs } = await readTrace(load, folder, (problem) => void problems.push(problem));
  return { times, inputs, outputs, messages: problems.map(({ message }) => message) };
}

describe('a trace of requests', () => {
  it.each([
    ['numbers', 'a.csv', 'timestamp\n0.5\n2\n1e3\n', {}, [0.5, 2, 1000]],
    ['numbers of another column', 'b.jsonl', '{"at": 1}\n{"at": 2.5}\n', { column: 'at' }, [1, 2.5]],
    [
      'dates',
      'c.csv',
      'timestamp\n2026-11-28T10:00:00Z\n2026-11-28T10:00:01.5Z\n',
      {},
      [1795860000000, 1795860001500],
    ],
    ['large numbers of JSON', 'd.jsonl', '{"timestamp": 1795860000000.5}\n', {}, [1795860000000.5]],
    ['no rows', 'e.csv', 'timestamp\n', {}, []],
  ])('of %s', async (_, name, text, more, times) => {
    expect(await read(name, text, more)).toMatchObject({ times, messages: [] });
  });

  it('has token counts where columns are named', async () => {
    const found = await read('t.csv', 'timestamp,in,out\n1,10,5\n2,20,6\n', {
      inputColumn: 'in',
      outputColumn: 'out',
    });
    expect(found).toMatchObject({ times: [1, 2], inputs: [10, 20], outputs: [5, 6], messages: [] });
  });

  it.each([
    [
      'an empty cell',
      'timestamp,x\n1,a\n,b\n',
      {},
      'Row 2 of "w.csv" has no timestamp in the column "timestamp".',
    ],
    ['words', 'timestamp\nsoon\n', {}, 'Row 1 of "w.csv" has no timestamp in the column "timestamp".'],
    ['no such column', 'time\n1\n', {}, 'Row 1 of "w.csv" has no timestamp in the column "timestamp".'],
    [
      'a column called like a method',
      'timestamp\n1\n',
      { column: 'toString' },
      'Row 1 of "w.csv" has no timestamp in the column "toString".',
    ],
    [
      'no tokens',
      'timestamp,in\n1,0\n',
      { inputColumn: 'in' },
      'Row 1 of "w.csv" has no token count in the column "in".',
    ],
    [
      'half a token',
      'timestamp,in\n1,3\n2,1.5\n',
      { inputColumn: 'in' },
      'Row 2 of "w.csv" has no token count in the column "in".',
    ],
    [
      'counts of no column',
      'timestamp\n1\n',
      { outputColumn: 'out' },
      'Row 1 of "w.csv" has no token count in the column "out".',
    ],
  ])('with %s is reported', async (_, text, more, message) => {
    expect((await read('w.csv', text, more)).messages).toContain(message);
  });

  it('that is missing is reported, and times that are given are kept', async () => {
    const problems: Problem[] = [];
    const report = (problem: Problem) => void problems.push(problem);
    await readTrace({ shape: 'trace', file: 'gone.csv' } as LoadEntry, folder, report);
    expect(problems[0]?.message).toContain('"gone.csv" cannot be read');
    const given = { shape: 'trace', file: 'gone.csv', times: [1] } as unknown as LoadEntry;
    expect(await readTrace(given, folder, report)).toBe(given);
    expect(problems).toHaveLength(1);
  });
});

describe('resolveLoad', () => {
  const resolve = async (check: () => void) => {
    const problems: Problem[] = [];
    const load = { shape: 'ramp' } as LoadEntry;
    const found = await resolveLoad(
      load,
      folder,
      fileSource('s.yaml'),
      check,
      (problem) => void problems.push(problem),
    );
    return { found, problems };
  };

  it('places the problems of a load below it, with the remedy', async () => {
    const { problems } = await resolve(() => {
      throw new AssayError('suite-invalid', 'x', {
        remedy: 'R',
        problems: [
          { message: 'A', path: 'stages[1].rate' },
          { message: 'B', remedy: 'own' },
        ],
      });
    });
    expect(problems).toEqual([
      { message: 'A', remedy: 'R', location: { file: 's.yaml' }, path: 'load.stages[1].rate' },
      { message: 'B', remedy: 'own', location: { file: 's.yaml' }, path: 'load' },
    ]);
  });

  it('hands on what is no problem of the suite', async () => {
    await expect(
      resolve(() => {
        throw new TypeError('bug');
      }),
    ).rejects.toThrow('bug');
    expect(await resolve(() => undefined)).toEqual({ found: { shape: 'ramp' }, problems: [] });
    expect(
      await resolveLoad(
        undefined,
        folder,
        fileSource('s'),
        () => undefined,
        () => undefined,
      ),
    ).toBeUndefined();
  });
});
