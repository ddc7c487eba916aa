/** Which pages of the grid are needed for the rows in view. Rows are addressed by offset, so any place can be jumped to. */
export const pageSize = 50;

const pageOf = (row: number) => Math.floor(Math.max(0, row) / pageSize);

/**
 * The first page comes first and always: the number of all rows is read from it, and until then nothing else is asked for. `activeRow`
 * may be out of view; its neighbours are one key away.
 */
export function neededPages(
  view: { first: number; last: number },
  activeRow: number,
  total: number | undefined,
): number[] {
  if (total === undefined) return [0];
  const [first, last] = [pageOf(view.first), pageOf(view.last)];
  const inView = Array.from({ length: Math.max(0, last - first) + 1 }, (_, index) => first + index);
  const pages = new Set([0, ...inView, pageOf(activeRow - 1), pageOf(activeRow + 1)]);
  return [...pages].filter((page) => page <= pageOf(total - 1));
}
