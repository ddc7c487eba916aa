/** Tables in the forms in which people and programs hand them on. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readTable, type TableOptions } from './read-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-forms-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'folder.csv'));
let files = 0;

async function read(ending: string, content: string | Buffer, options: TableOptions = {}) {
  const file = join(folder, `${files++}.${ending}`);
  writeFileSync(file, content);
  const [rows, seen]: [object[], number[]] = [[], []];
  for await (const { row } of readTable(file, options, (fraction) => void seen.push(fraction)))
    rows.push(row);
  return { rows, seen };
}
const rowsIn = async (ending: string, content: string | Buffer, options?: TableOptions) =>
  (await read(ending, content, options)).rows;
const two = [{ a: 1 }, { a: 2 }];

describe('JSON', () => {
  it.each<[string, unknown, TableOptions]>([
    ['a list', two, {}],
    ['an object with one list', { version: 1, rows: two, note: 'x' }, {}],
    ['a list that is named', { results: { results: two }, other: [{ b: 1 }] }, { rows: 'results.results' }],
    ['a list in a list', [{ rows: two }], { rows: '0.rows' }],
    ['columns and data', { columns: ['a'], data: [[1], [2]] }, {}],
  ])('has its rows as %s', async (_, document, options) => {
    expect(await rowsIn('json', JSON.stringify(document), options)).toEqual(two);
  });

  it('may be lines, with a mark at its start, with CRLF, and with what Python writes bare', async () => {
    expect(await rowsIn('json', '\ufeff{"a":1}\r\n{"a":2}\r\n')).toEqual(two);
    expect(await rowsIn('jsonl', '{"a": NaN}\n{"a": -Infinity}\n')).toEqual([
      { a: null },
      { a: '-Infinity' },
    ]);
  });

  it('keeps digits that a number would lose', async () => {
    expect(await rowsIn('jsonl', '{"id": 12345678901234567890, "n": 1.5}')).toEqual([
      { id: '12345678901234567890', n: 1.5 },
    ]);
  });

  it.each<[string, TableOptions, string | undefined, string]>([
    ['{"a": {"x": [{"q": 1}]}, "b": [{"q": 1}]}', {}, 'has 2 lists', 'Name one with --rows: a.x, b.'],
    ['{"a": 1}', {}, 'has 0 lists', 'Expected a list of rows'],
    ['{"a": [{"q": 1}]}', { rows: 'b' }, 'has no list at "b"', 'Name one with --rows: a.'],
    ['[1, 2]', {}, 'row 1 of', 'Each row is an object'],
    ['{"a": [1,', {}, 'cannot be read', ''],
  ])('%s is refused', async (text, options, message, remedy) => {
    const error = await rowsIn('json', text, options).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'usage', message: expect.stringContaining(message ?? '') });
    expect(String((error as { remedy?: string }).remedy ?? '')).toContain(remedy);
  });
});

describe('CSV', () => {
  it.each<[string, string, string, TableOptions]>([
    ['commas', 'csv', 'a,b\n1,"x, y"\n', {}],
    ['semicolons', 'csv', 'a;b\n1;x, y\n', {}],
    ['tabs', 'tsv', 'a\tb\n1\tx, y\n', {}],
    ['bars that are named', 'csv', 'a|b\n1|x, y\n', { delimiter: '|' }],
    ['CRLF', 'csv', 'a,b\r\n1,"x, y"\r\n', {}],
  ])('is read with %s', async (_, ending, text, options) => {
    expect(await rowsIn(ending, text, options)).toEqual([{ a: '1', b: 'x, y' }]);
  });

  it('is read in the encoding that it is written in', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a\nné\n', 'utf16le')]);
    const latin = Buffer.from('a\nn\xe9\n', 'latin1');
    expect(await rowsIn('csv', utf16)).toEqual([{ a: 'né' }]);
    expect(await rowsIn('csv', latin, { encoding: 'windows-1252' })).toEqual([{ a: 'né' }]);
    await expect(rowsIn('csv', latin)).rejects.toMatchObject({
      code: 'usage',
      remedy: expect.stringContaining('--encoding'),
    });
    await expect(rowsIn('csv', 'a\n1\n', { encoding: 'klingon' })).rejects.toThrow(
      '"klingon" is not a known encoding',
    );
  });

  it.each([
    ['a row that is short', 'a,b\n1,2\n3\n', ':3 cannot be read'],
    ['two columns of one name', 'a,a\n1,2\n', ':1 cannot be read'],
    ['an open quote', 'a,b\n"1,2\n', 'cannot be read'],
    ['no header', '', 'cannot be read'],
  ])('with %s is refused with its line', async (_, text, message) => {
    const rows = await rowsIn('csv', text).catch((cause: unknown) => cause);
    if (text === '') return expect(rows).toEqual([]);
    expect(rows).toMatchObject({ code: 'usage', message: expect.stringContaining(message) });
  });
});

describe('packed files', () => {
  it.each([
    ['csv', 'a\n1\n2\n', [{ a: '1' }, { a: '2' }]],
    ['jsonl', '{"a":1}\n{"a":2}\n', two],
    ['json', JSON.stringify(two), two],
  ])('%s.gz', async (ending, text, rows) => {
    expect(await rowsIn(`${ending}.gz`, gzipSync(text))).toEqual(rows);
    await expect(rowsIn(`${ending}.gz`, text)).rejects.toThrow('it is not a gzip file');
    await expect(rowsIn(`${ending}.gz`, gzipSync(text.repeat(200)).subarray(0, 30))).rejects.toMatchObject({
      code: 'usage',
    });
  });
});

describe('progress', () => {
  it.each([
    ['csv', `a\n${'x\n'.repeat(40_000)}`],
    ['jsonl', '{"a":1}\n'.repeat(10_000)],
    ['json', JSON.stringify(two)],
  ])('of %s rises to the whole', async (ending, text) => {
    const { seen } = await read(ending, text);
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });
});

it('says that a folder, or nothing, is no table', async () => {
  const first = async (file: string) => readTable(file).next();
  await expect(first(join(folder, 'folder.csv'))).rejects.toThrow('it is a folder');
  await expect(first(join(folder, 'gone.json'))).rejects.toThrow('there is no such file');
});
