import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableRow } from './read-table.ts';
import { cellOf, writeText, type Column } from './write-table.ts';

const columns: Column[] = [
  { name: 'a', type: 'text' },
  { name: 'n', type: 'number' },
  { name: 'f', type: 'flag' },
  { name: 'j', type: 'json' },
];
async function* given(rows: TableRow[]) {
  yield* rows;
}
async function written(
  format: 'csv' | 'json' | 'jsonl',
  rows: TableRow[],
  highWaterMark = 16,
): Promise<string> {
  const out = new PassThrough({ highWaterMark });
  const read = textOf(out);
  await writeText(out, format, columns, given(rows));
  out.end();
  return read;
}

describe('writeText', () => {
  it('writes CSV: empty for what a row lacks, JSON for what is nested', async () => {
    const rows = [{ a: 'x', n: 1.5, f: false, j: { k: [1] } }, { n: null }, { a: '', j: null, extra: 1 }];
    expect(await written('csv', rows)).toBe('a,n,f,j\nx,1.5,false,"{""k"":[1]}"\n,,,\n,,,null\n');
  });

  it.each([
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['a\nb', '"a\nb"'],
    ['a\rb', '"a\rb"'],
    [' a', '" a"'],
    ['\ufeffa', '"\ufeffa"'],
    ['a;b', 'a;b'],
  ])('quotes the cell %j where it must', async (cell, expected) => {
    expect(await written('csv', [{ a: cell }])).toBe(`a,n,f,j\n${expected},,,\n`);
  });

  it('writes JSON that reads, with any number of rows', async () => {
    for (const rows of [[], [{ a: 1 }], [{ a: 1 }, { b: [2] }]]) {
      expect(JSON.parse(await written('json', rows))).toEqual(rows);
      const lines = await written('jsonl', rows);
      expect(
        lines
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as unknown),
      ).toEqual(rows);
    }
  });

  it('gives the same text however often the stream makes it wait', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ a: `row ${i}`, n: i }));
    expect(await written('csv', rows, 1)).toBe(await written('csv', rows, 1 << 20));
  });

  it('is read by other CSV readers as it was', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '😀') });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 6 }), async (cells) => {
        const text = await written(
          'csv',
          cells.map((a) => ({ a, n: 1 })),
        );
        const read = parse(text, { columns: true }) as { a: string }[];
        expect(read.map(({ a }) => a)).toEqual(cells);
      }),
      { numRuns: 60 },
    );
  });
});

describe('cellOf', () => {
  const [a, n, f, j] = columns as [Column, Column, Column, Column];
  it.each([
    [a, 'csv', 12, '12'],
    [a, 'csv', '', ''],
    [n, 'csv', '1e3', 1000],
    [n, 'csv', '', undefined],
    [f, 'csv', 'true', true],
    [f, 'csv', 'false', false],
    [f, 'parquet', true, true],
    [j, 'csv', '{"k":1}', { k: 1 }],
    [j, 'csv', 'null', null],
    [j, 'csv', '', undefined],
    [j, 'parquet', null, undefined],
    [j, 'json', null, null],
    [n, 'json', null, undefined],
    [a, 'json', undefined, undefined],
    [j, 'jsonl', '{"k":1}', '{"k":1}'],
  ] as const)('%o in %s: %j is %j', (column, format, cell, value) => {
    expect(cellOf(column, { [column.name]: cell }, format)).toEqual(value);
  });
});
