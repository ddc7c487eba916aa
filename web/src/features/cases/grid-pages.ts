/** Which pages of the grid are needed for the rows in view. Rows are addressed by offset, so any place can be jumped to. */
export const pageSize = 50;

export function pagesInView(firstRow: number, lastRow: number): number[] {
  const first = Math.max(0, Math.floor(firstRow / pageSize));
  const last = Math.max(first, Math.floor(Math.max(0, lastRow) / pageSize));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
