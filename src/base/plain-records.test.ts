import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineEndAt, PlainRecords } from './plain-records.ts';

type LineEnd = '\n' | '\r\n';

/** In pieces of `size` units. */
function read(text: string, { by = ',', lineEnd = '\n' as LineEnd, size = 1000 } = {}) {
  const plain = new PlainRecords({ delimiter: by, lineEnd, firstLine: 1 });
  const records = [];
  for (let at = 0; ; at += size) {
    const isEnd = at >= text.length;
    const found = plain.push(text.slice(at, at + size), isEnd);
    records.push(...found.records);
    if (!found.isPlain) return { records, left: plain.rest.text + text.slice(at + size) };
    if (isEnd) return { records, left: '' };
  }
}

/** What the library makes of it; `null`: it refuses it. */
function parsed(text: string, by: string, lineEnd: LineEnd): string[][] | null {
  try {
    return parse(text, {
      delimiter: by,
      record_delimiter: lineEnd,
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch {
    return null;
  }
}

describe('plain records', () => {
  it('have cells with or without quotes, and the line they begin on', () => {
    expect(read('a,"b ""c"""\n\n"x\ny",\n,z').records).toEqual([
      { cells: ['a', 'b "c"'], line: 1 },
      { cells: ['x\ny', ''], line: 3 },
      { cells: ['', 'z'], line: 5 },
    ]);
  });
  it.each(['a,b"c"\n', 'x,"y"z\n', '"a" ,b\n'])('leave %j to a parser that knows what is wrong', (text) => {
    expect(read(`1,2\n${text}`)).toEqual({ records: [{ cells: ['1', '2'], line: 1 }], left: text });
  });
  it('leave a quote that does not end before it takes the memory of the file', () => {
    const text = `"${'x'.repeat(3 << 20)}`;
    expect(read(text, { size: 1 << 16 })).toEqual({ records: [], left: text });
  });
  it('are those of the library, whatever the text is and wherever it is cut', () => {
    const word = fc.constantFrom('a', 'é', '"', '""', ',', ';', ' ', '\n', '\r\n', '\r', '"x"', ',"');
    const texts = fc.array(word, { maxLength: 14 }).map((words) => words.join(''));
    const lineEnds = fc.constantFrom<LineEnd>('\n', '\r\n');
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom(',', ';'),
        lineEnds,
        fc.nat({ max: 6 }),
        (text, by, lineEnd, cut) => {
          const { records, left } = read(text, { by, lineEnd, size: cut + 1 });
          const cells = records.map((record) => record.cells);
          const rest = left === '' ? [] : parsed(left, by, lineEnd);
          expect(rest && [...cells, ...rest]).toEqual(parsed(text, by, lineEnd));
        },
      ),
      { numRuns: 2000 },
    );
  });
  it('end as the first line does', () => {
    expect(['a\n', 'a\r\n', 'a\r', 'a'].map((text) => lineEndAt(text, 1))).toEqual([
      '\n',
      '\r\n',
      null,
      null,
    ]);
  });
});
