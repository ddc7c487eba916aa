import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Problem } from '../contract/errors.ts';
import { readRows, type RowOptions } from './read-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-rows-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

async function rowsOf(ending: string, bytes: string | Buffer, options: RowOptions = {}) {
  const file = join(folder, `${count++}${ending}`);
  writeFileSync(file, bytes);
  const problems: Problem[] = [];
  const rows = await readRows(file, options, (problem) => problems.push(problem));
  return { rows: rows.map(({ value }) => value), problems };
}
const ansi = Buffer.from('id,input\r\n1,Hauptstadt von \xd6sterreich?\r\n', 'latin1');

describe('what spreadsheets write', () => {
  it('is read: UTF-16, semicolons, a line that names the separator, deleted rows', async () => {
    const row = { id: '1', input: 'Österreich, bitte?' };
    const quoted = 'id,input\r\n1,"Österreich, bitte?"\r\n';
    for (const bytes of [
      Buffer.from(`\uFEFF${quoted}`, 'utf16le'),
      'id;input\r\n1;Österreich, bitte?\r\n',
      `sep=,\r\n${quoted}`,
      'id,input,,\r\n1,"Österreich, bitte?",,\r\n,,,\r\n',
      'id, input\n1, "Österreich, bitte?"\n',
    ])
      expect(await rowsOf('.csv', bytes)).toEqual({ rows: [row], problems: [] });
  });
  it('in a code page is refused with its line, and read when the code page is named', async () => {
    const { rows, problems } = await rowsOf('.csv', ansi);
    expect(rows).toEqual([]);
    expect(problems).toMatchObject([
      { message: 'The file cannot be read: this is not UTF-8 (byte 0xD6).', location: { line: 2 } },
    ]);
    expect(problems[0]?.remedy).toContain('encoding: windows-1252');
    const named = await rowsOf('.csv', ansi, { encoding: 'windows-1252' });
    expect(named.rows).toEqual([{ id: '1', input: 'Hauptstadt von Österreich?' }]);
    expect((await rowsOf('.csv', ansi, { encoding: 'ansi!' })).problems).toMatchObject([
      { message: '`encoding` is "ansi!".' },
    ]);
  });
  it('with a separator of its own is read when that is named', async () => {
    expect((await rowsOf('.csv', 'a~b\n1~2\n', { delimiter: '~' })).rows).toEqual([{ a: '1', b: '2' }]);
  });
});

describe('every other ending', () => {
  it('is refused in a code page too', async () => {
    const line = Buffer.from('{"input":"\xd6"}\n', 'latin1');
    for (const ending of ['.jsonl', '.json', '.yaml', '.tsv'])
      expect((await rowsOf(ending, line)).problems, ending).toMatchObject([{ location: { line: 1 } }]);
    expect((await rowsOf('.jsonl', line, { encoding: 'windows-1252' })).rows).toEqual([{ input: 'Ö' }]);
  });
});

describe('a limit', () => {
  it('reads no further: what comes after may be broken or without end', async () => {
    const broken = '{"a":1}\n{"a":2}\n{"a":\n';
    expect(await rowsOf('.jsonl', broken, { limit: 2 })).toEqual({
      rows: [{ a: 1 }, { a: 2 }],
      problems: [],
    });
    expect(await rowsOf('.csv', 'a\n1\n2\n3\n', { limit: 2 })).toMatchObject({
      rows: [{ a: '1' }, { a: '2' }],
    });
  });
});
