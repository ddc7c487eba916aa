import type { PriceRow } from '../contract/price-list.ts';
import { formatCounted, unknown } from '../view/format.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';

/** Every digit of a listed price matters. */
const digits = (price: number | null) => (price === null ? unknown : String(Number(price.toFixed(6))));

const marksOf = (row: PriceRow) =>
  [
    ...row.tiers.map(
      (tier) => `above ${tier.above_tokens / 1000}k ${digits(tier.input)}/${digits(tier.output)}`,
    ),
    ...(row.changes ? ['changes with date or hour'] : []),
    ...row.disagreement.map(
      ({ bucket, theirs, source }) => `${source.split(':')[0]}: ${bucket} ${digits(theirs)}`,
    ),
  ].join('; ');

/** One model a line, dollars per million tokens. */
export function pricesTable(rows: PriceRow[], options: { color: boolean; width: number }): string {
  const paint = paintWith(options.color);
  const column = columnsOf(rows);
  const table = textTable(
    [
      column('model', 0, (row) => `${row.provider}/${row.model}`, 'left'),
      column('input', 0, (row) => digits(row.input)),
      column('output', 0, (row) => digits(row.output)),
      column('cache read', 1, (row) => digits(row.cache_read)),
      column('cache write', 2, (row) => digits(row.cache_write)),
      column('1 h write', 4, (row) => digits(row.cache_write_1h)),
      column('note', 3, marksOf, 'left'),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  );
  return [
    ...table,
    '',
    paint('dim', `US dollars per million tokens; ${formatCounted(rows.length, 'model')}`),
  ].join('\n');
}
