import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import { readTable, type PlacedRow } from './read-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(file: string): Promise<PlacedRow[]> {
  const rows: PlacedRow[] = [];
  for await (const row of readTable(file)) rows.push(row);
  return rows;
}
function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('readTable', () => {
  it('says on which line a row begins', async () => {
    const csv = await read(written('a.csv', '\ufeffq,a\n"one\ntwo",1\nthree,2\n'));
    expect(csv).toEqual([
      { row: { q: 'one\ntwo', a: '1' }, place: 2 },
      { row: { q: 'three', a: '2' }, place: 4 },
    ]);
    const lines = await read(written('a.jsonl', '\ufeff{"q":1}\n\n{"q":2}\n'));
    expect(lines.map(({ place }) => place)).toEqual([1, 3]);
    expect(await read(written('a.tsv', 'q\ta\nx, y\t2\n'))).toEqual([
      { row: { q: 'x, y', a: '2' }, place: 2 },
    ]);
  });

  it.each([
    ['deep.json', (row: string) => `[${row}]`],
    ['deep.jsonl', (row: string) => `${row}\n${row}`],
  ])('refuses what is nested too deeply: %s', async (name, textOf) => {
    const row = `{"q":${'['.repeat(10_000)}1${']'.repeat(10_000)}}`;
    await expect(read(written(name, textOf(row)))).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('nested more than 200 deep'),
    });
  });

  it('finds the one list in a JSON document', async () => {
    const rows = [{ a: 1 }, { a: 2 }];
    for (const document of [rows, { version: 2, results: rows }])
      expect((await read(written('a.json', JSON.stringify(document)))).map(({ row }) => row)).toEqual(rows);
    await expect(read(written('b.json', '{"a":[],"b":[]}'))).rejects.toThrow('has 2 lists');
  });

  it.each(['SNAPPY', 'GZIP', 'ZSTD', 'UNCOMPRESSED'] as const)(
    'reads Parquet packed with %s',
    async (codec) => {
      const filename = join(folder, `${codec}.parquet`);
      const bytes = (buffer: Buffer) => new Uint8Array(buffer);
      parquetWriteFile({
        filename,
        codec,
        compressors: {
          GZIP: (input) => bytes(gzipSync(input)),
          ZSTD: (input) => bytes(zstdCompressSync(input)),
        },
        columnData: [
          { name: 'n', data: Array.from({ length: 2500 }, (_, i) => BigInt(i)), type: 'INT64' },
          { name: 'text', data: Array.from({ length: 2500 }, (_, i) => `row ${i}`), type: 'STRING' },
        ],
      });
      const rows = await read(filename);
      expect(rows).toHaveLength(2500);
      expect(rows[2001]).toEqual({ row: { n: 2001, text: 'row 2001' }, place: 2002 });
    },
  );

  it('names the file and the place of what it cannot read', async () => {
    await expect(read(written('c.jsonl', '{"a":1}\n{"a":\n'))).rejects.toThrow(
      'c.jsonl cannot be read: line 2',
    );
    await expect(read(written('d.jsonl', '[1]\n'))).rejects.toThrow('row 1 of');
    await expect(read(written('e.csv', 'a,b\n1\n'))).rejects.toThrow('e.csv:2 cannot be read');
    await expect(read(written('f.parquet', 'PAR1'))).rejects.toThrow('f.parquet cannot be read');
    await expect(read(join(folder, 'none.csv'))).rejects.toThrow('none.csv cannot be read');
    await expect(read('x.xlsx')).rejects.toThrow('has an unknown file extension');
  });
});
