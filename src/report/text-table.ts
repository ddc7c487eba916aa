/** Columns of text that fit a terminal: the least important columns go first, then the first column is cut. */
import stringWidth from 'string-width';
import { cutApart, truncate } from './cut-names.ts';
import { paintedLine } from './paint.ts';

export interface Column {
  title: string;
  align: 'left' | 'right';
  /** One per row; may carry colour. */
  cells: string[];
  /** 0 stays whatever happens; the highest number goes first when the width is short. */
  priority: number;
}

/** A column of cells; numbers, which most are, stand right. */
export const column = (
  title: string,
  priority: number,
  cells: string[],
  align: Column['align'] = 'right',
): Column => ({ title, align, priority, cells });

/** Makes columns of the same rows, each by what it says of a row. */
export const columnsOf =
  <Row>(rows: readonly Row[]) =>
  (title: string, priority: number, text: (row: Row) => string, align?: Column['align']): Column =>
    column(
      title,
      priority,
      rows.map((row) => text(row)),
      align,
    );

const gap = '  ';
/** The first column is cut down to this, no further. */
const minFirstWidth = 10;

/** Pads to a display width; colour codes take no room. */
export function pad(text: string, width: number, align: Column['align']): string {
  const missing = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'left' ? text + missing : missing + text;
}

const widthOf = (column: Column) =>
  Math.max(...[column.title, ...column.cells].map((text) => stringWidth(text)));

const totalOf = (widths: number[]) =>
  widths.reduce((sum, width) => sum + width, 0) + gap.length * (widths.length - 1);

/** The first column keeps so much while others can go instead: most names are shorter. */
const defaultFirstWidth = 24;

/** The columns that fit, in order, with their widths: others go before the first is cut to what still tells its rows apart. */
function fit(columns: Column[], width: number): { column: Column; width: number }[] {
  let chosen = columns.map((column) => ({ column, width: widthOf(column) }));
  for (;;) {
    const first = chosen[0];
    if (!first) return [];
    const over = totalOf(chosen.map((entry) => entry.width)) - width;
    const worst = Math.max(...chosen.map((entry) => entry.column.priority));
    const least = Math.min(first.width, worst === 0 ? minFirstWidth : defaultFirstWidth);
    if (over <= first.width - least || worst === 0) {
      first.width = Math.max(least, first.width - Math.max(0, over));
      return chosen;
    }
    const index = chosen.findLastIndex((entry) => entry.column.priority === worst);
    chosen = chosen.filter((_, position) => position !== index);
  }
}

/** Lines of the table, header first; no line is wider than `width` unless the columns of priority 0 alone are. */
export function textTable(
  given: Column[],
  options: { width: number; header?: (text: string) => string },
): string[] {
  const columns = given.map((one) => ({ ...one, cells: one.cells.map(paintedLine) }));
  const fitted = fit(columns, options.width).map((entry, index) =>
    index === 0
      ? { ...entry, column: { ...entry.column, cells: cutApart(entry.column.cells, entry.width) } }
      : entry,
  );
  const header = options.header ?? ((text) => text);
  const line = (cellOf: (column: Column) => string) =>
    fitted
      .map(({ column, width }) => pad(truncate(cellOf(column), width), width, column.align))
      .join(gap)
      .trimEnd();
  const rows = Math.max(0, ...columns.map((column) => column.cells.length));
  return [
    header(line((column) => column.title)),
    ...Array.from({ length: rows }, (_, row) => line((column) => column.cells[row] ?? '')),
  ];
}
