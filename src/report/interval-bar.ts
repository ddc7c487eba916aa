/**
 * An interval drawn on a line from −reach to reach: `│` is no difference, `●` the estimate, `─` what it may be. Beyond the ends an arrow.
 * `cells` odd, so that no difference has a place of its own.
 */
export function intervalBar(
  { low, value, high }: { low: number; value: number; high: number },
  { reach, cells }: { reach: number; cells: number },
): string {
  const place = (x: number) => Math.round(((x / reach + 1) / 2) * (cells - 1));
  const [from, at, to] = [place(low), place(value), place(high)];
  const middle = (cells - 1) / 2;
  return Array.from({ length: cells }, (_, cell) => {
    if (cell === Math.min(cells - 1, Math.max(0, at))) return '●';
    if (cell === 0 && from < 0) return '◀';
    if (cell === cells - 1 && to >= cells) return '▶';
    if (cell === middle) return cell > from && cell < to ? '┼' : '│';
    if (cell < from || cell > to) return '·';
    return cell === from ? '├' : cell === to ? '┤' : '─';
  }).join('');
}
