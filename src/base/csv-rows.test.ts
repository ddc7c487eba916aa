import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRows, type CsvOptions, type CsvRow } from './csv-rows.ts';

async function rowsOf(text: string, options?: CsvOptions, size = 7): Promise<CsvRow[]> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  const rows: CsvRow[] = [];
  for await (const row of csvRows(pieces(), options)) rows.push(row);
  return rows;
}
const cellsOf = async (text: string, options?: CsvOptions) =>
  (await rowsOf(text, options)).map(({ row }) => Object.values(row));

describe('csvRows', () => {
  it('finds the separator in the header', async () => {
    expect(await rowsOf('id;input;expected\r\n1;Peru, bitte?;Lima\r\n')).toEqual([
      { row: { id: '1', input: 'Peru, bitte?', expected: 'Lima' }, line: 2 },
    ]);
    expect(await cellsOf('a\tb\n1\t2,3')).toEqual([['1', '2,3']]);
    expect(await cellsOf('a|b\n1|2')).toEqual([['1', '2']]);
    expect(await cellsOf('"a;b;c",d\n1,2')).toEqual([['1', '2']]);
    expect(await cellsOf('input\n1;2')).toEqual([['1;2']]);
    expect(await cellsOf('a;b,c\n1;2,3', { delimiter: ';' })).toEqual([['1', '2,3']]);
  });
  it('reads the line that Excel puts before the header', async () => {
    expect(await rowsOf('sep=,\r\nid,input\r\n1,x\r\n')).toEqual([{ row: { id: '1', input: 'x' }, line: 3 }]);
    expect(await cellsOf('SEP=;\na;b\n1;2')).toEqual([['1', '2']]);
  });
  it('passes over deleted rows and columns', async () => {
    expect(await rowsOf('id,input,,\n1,x,,\n,,,\n  ,,,\n2,y,,\n\n')).toEqual([
      { row: { id: '1', input: 'x' }, line: 2 },
      { row: { id: '2', input: 'y' }, line: 5 },
    ]);
    expect(await cellsOf('a,b\n1,2,,\n')).toEqual([['1', '2']]);
  });
  it('takes spaces after each separator for a way to write it', async () => {
    expect(await rowsOf('id, input, expected\n1, "a, b", Lima\n')).toEqual([
      { row: { id: '1', input: 'a, b', expected: 'Lima' }, line: 2 },
    ]);
    expect(await cellsOf('id, input,expected\n1, x, y\n')).toEqual([['1', ' x', ' y']]);
  });
  it('says on which line a row begins, whatever is in its cells', async () => {
    const rows = await rowsOf('a,b\n"x\ny",1\n\n"z",2\n');
    expect(rows.map(({ line }) => line)).toEqual([2, 5]);
  });
  it.each([
    ['a,b,a\n1,2,3', 'Two columns are named "a": columns 1 and 3.', 1],
    ['a, a \n1,2', 'Two columns are named "a": columns 1 and 2.', 1],
    ['a,b\n1,2\n1,2,3\n', 'The row has 3 cells, the header 2 columns.', 3],
    ['a,b\n"x\ny",2\n1\n', 'The row has 1 cell, the header 2 columns.', 4],
    ['a,\n1,2\n', 'Cell 2 has text, but its column has no name.', 2],
    [',,a\n1,2,3\n', 'Cell 1 has text, but its column has no name.', 2],
    ['a,b\n1,"x\n', 'A cell in double quotes does not end.', 2],
    ['a,b\n1,x"y"\n', 'There is a double quote inside a cell that does not begin with one.', 2],
    [',,\n1,2,3', 'The first line of the table is empty.', 1],
    ['sep=;\na;a\n', 'Two columns are named "a": columns 1 and 2.', 2],
  ])('refuses %j', async (text, message, line) => {
    await expect(rowsOf(text)).rejects.toMatchObject({ name: 'TableProblem', message, line });
  });
  it('has a column called __proto__ as any other', async () => {
    const [first] = await rowsOf('__proto__,constructor\nx,y\n');
    expect(Object.entries(first?.row ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
  it('gives back any table, with any separator, wherever it is cut', async () => {
    const cell = fc.string().map((text) => text.replaceAll('\r', '').trim());
    const table = fc.array(fc.tuple(cell, cell, fc.integer().map(String)), { minLength: 1, maxLength: 5 });
    const separator = fc.constantFrom(',', ';', '\t', '|');
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(table, separator, fc.integer({ min: 1, max: 40 }), async (rows, by, size) => {
        const text = [['a', 'b', 'c'], ...rows].map((cells) => cells.map(quoted).join(by)).join('\r\n');
        const read = await rowsOf(text, {}, size);
        expect(read.map(({ row }) => Object.values(row))).toEqual(rows);
      }),
    );
  });
});
