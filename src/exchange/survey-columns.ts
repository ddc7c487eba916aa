import { nearSpelling } from '../base/near-spelling.ts';
import { AssayError } from '../contract/errors.ts';
import { valueAt } from './cells.ts';
import type { PlacedRow } from './read-table.ts';
import type { GivenColumns } from './recorded-fields.ts';

export interface Columns {
  /** In the order in which they first appear. */
  names: string[];
  rows: number;
}

const wantedOf = ({ map, scores }: GivenColumns): [field: string, column: string][] => [
  ...Object.entries(map),
  ...[...scores.values].map(([name, column]): [string, string] => [`score.${name}`, column]),
  ...[...scores.explanations].map(([name, column]): [string, string] => [`explanation.${name}`, column]),
];

function refuse(file: string, [field, column]: [string, string], names: string[]): AssayError {
  const near = nearSpelling(column, names);
  return new AssayError('usage', `no row of ${file} has a column "${column}" (--map ${field}=${column})`, {
    remedy: `${near === undefined ? '' : `Did you mean "${near}"? `}The file has: ${names.join(', ')}.`,
  });
}

/**
 * All columns of a file: objects of JSON need not have the same ones, so every row is looked at; of a table (`isUniform`) the first tells.
 * Throws `usage` when a column that was named is in no row, or when there is no row.
 */
export async function surveyColumns(
  file: string,
  parts: AsyncIterable<PlacedRow[]>,
  given: GivenColumns,
  isUniform: boolean,
): Promise<Columns> {
  const names = new Set<string>();
  const missing = new Map(wantedOf(given).filter(([, column]) => column !== ''));
  let count = 0;
  const look = ({ row }: PlacedRow): boolean => {
    count++;
    for (const name in row) names.add(name);
    for (const [field, column] of missing) if (valueAt(column, row) !== undefined) missing.delete(field);
    return isUniform && missing.size === 0;
  };
  for await (const part of parts) if (part.some(look)) break;
  if (count === 0) throw new AssayError('usage', `${file} has no rows`);
  const [first] = missing;
  if (first) throw refuse(file, first, [...names]);
  return { names: [...names], rows: count };
}
