/**
 * Room `exchange`: tables in files, ours and those of other tools. Takes rows, gives files, and the other way round; row by
 * row, so that a file of any size takes the same memory (JSON excepted, which is read whole).
 */
import { ownValue } from '../base/own-value.ts';
import { extname } from 'node:path';
import { AssayError } from '../contract/errors.ts';

export const tableFormats = ['jsonl', 'json', 'csv', 'parquet'] as const;
export type TableFormat = (typeof tableFormats)[number];

const endings: Record<string, TableFormat> = {
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.json': 'json',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.parquet': 'parquet',
};

/** By the file's ending; throws `usage`. */
export function formatOfFile(file: string): TableFormat {
  const format = ownValue(endings, extname(file).toLowerCase());
  if (format) return format;
  throw new AssayError('usage', `${file} has an unknown file extension`, {
    remedy: `Supported: ${Object.keys(endings).join(', ')}.`,
  });
}

/** The same of a file to read, which may be packed: `results.jsonl.gz`. */
export function formatToRead(file: string): TableFormat {
  if (!file.toLowerCase().endsWith('.gz')) return formatOfFile(file);
  const format = formatOfFile(file.slice(0, -3));
  if (format !== 'parquet') return format;
  throw new AssayError('usage', `${file} is a compressed Parquet file`, {
    remedy: 'Decompress it: Parquet is compressed internally and read in parts.',
  });
}

/** JSON has types of its own; in the others a cell that is a list or an object is JSON text. */
export const hasNestedValues = (format: TableFormat): boolean => format === 'json' || format === 'jsonl';
