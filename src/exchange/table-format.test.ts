import { describe, expect, it } from 'vitest';
import { formatOfFile, formatToRead, hasNestedValues, tableFormats } from './table-format.ts';

describe('the format of a file', () => {
  it.each([
    ['a.jsonl', 'jsonl'],
    ['a.ndjson', 'jsonl'],
    ['folder.csv/a.JSON', 'json'],
    ['a.b.tsv', 'csv'],
    ['A.PARQUET', 'parquet'],
  ])('%s: %s', (file, format) => {
    expect(formatOfFile(file)).toBe(format);
    expect(formatToRead(file)).toBe(format);
  });

  it.each(['a', 'a.xlsx', '.csv', 'a.csv.gz', 'jsonl', 'a.constructor', 'a.'])('%s is not known', (file) => {
    expect(() => formatOfFile(file)).toThrow(
      expect.objectContaining({
        message: `${file} has an unknown file extension`,
        remedy: expect.stringContaining('.jsonl, .ndjson'),
      }),
    );
  });

  it('of a compressed file is that of its content', () => {
    expect(formatToRead('a.csv.gz')).toBe('csv');
    expect(formatToRead('a.jsonl.GZ')).toBe('jsonl');
    expect(() => formatToRead('a.gz')).toThrow('unknown file extension');
    expect(() => formatToRead('a.parquet.gz')).toThrow('compressed Parquet file');
  });

  it('has lists and objects in cells where it is JSON', () => {
    expect(tableFormats.filter(hasNestedValues)).toEqual(['jsonl', 'json']);
  });
});
