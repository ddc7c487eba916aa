import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { PlacedRow } from '../read-table.ts';
import { isLines, rowsOfFile, textOf } from './rows-of-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-rows-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(name: string, text: string): Promise<PlacedRow[]> {
  const file = join(folder, name);
  writeFileSync(file, text);
  const rows: PlacedRow[] = [];
  for await (const row of rowsOfFile(file)) rows.push(row);
  return rows;
}
const at = (...places: number[]) => places.map((place, i) => ({ row: { n: i + 1 }, place }));

describe('isLines', () => {
  it.each([
    ['rows', '{"n":1}\n{"n":2}\n', true],
    ['rows with CRLF and empty lines', '\r\n{"n":1}\r\n\r\n{"n":2}', true],
    ['a torn second row', '{"n":1}\n{"n":', true],
    ['one row with an id', '{"id":1}', true],
    ['one object without an id', '{"n":1}', false],
    ['a document on one line', '{"cases":[]}\n', false],
    ['a document on many lines', '{\n"id": 1\n}', false],
    ['a list', '[{"n":1}]', false],
    ['YAML', 'id: 1\nn: 2', false],
    ['an object and then something else', '{"n":1}\nend', false],
    ['nothing', '', false],
  ])('%s', (_, text, expected) => {
    expect(isLines(text)).toBe(expected);
  });
});

describe('rowsOfFile', () => {
  it.each([
    ['lines that end in .json', 'a.json', '\ufeff{"n":1}\n\n{"n":2}\r\n', at(1, 3)],
    ['lines', 'a.jsonl', '{"n":1}\n\n{"n":2}', at(1, 3)],
    ['a list in JSON', 'b.json', '[{"n":1},{"n":2}]', at(1, 2)],
    ['a list in YAML', 'a.yaml', '\ufeff- n: 1\n- n: 2\n', at(1, 2)],
    ['a list in .YML', 'a.YML', '[{n: 1}]', at(1)],
    [
      'what Python writes bare',
      'c.json',
      '{"n":1,"id":NaN}\n{"n":2}\n',
      [
        { row: { n: 1, id: null }, place: 1 },
        { row: { n: 2 }, place: 2 },
      ],
    ],
  ])('reads %s', async (_, name, text, rows) => {
    expect(await read(name, text)).toEqual(rows);
  });

  it.each([
    ['d.json', '{"n":1}\n{"n":2}\n{"n":', ':3 cannot be read: the line is not JSON'],
    ['b.yaml', 'n: 1', 'is not a list of rows'],
    ['c.yaml', '', 'is not a list of rows'],
  ])('says what is wrong with %s: %j', async (name, text, message) => {
    await expect(read(name, text)).rejects.toThrow(message);
  });

  it('says that a file is missing', async () => {
    await expect(textOf(join(folder, 'gone.json'))).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('cannot read'),
    });
  });

  it('gives the same rows whether lines are called .json or .jsonl', async () => {
    const row = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,5}$/),
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean()),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 5 }), async (rows) => {
        const text = rows.map((one) => JSON.stringify(one)).join('\n');
        const found = await read('same.json', text);
        expect(found).toEqual(await read('same.jsonl', text));
        expect(found.map((one) => one.row)).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });
});
