/** Inverse of a symmetric positive definite matrix (row by row) by Gauss–Jordan with pivots; `null` when it is singular. */
export function inverse(matrix: readonly number[][]): number[][] | null {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++)
      if (Math.abs(at(rows, i, column)) > Math.abs(at(rows, pivot, column))) pivot = i;
    if (Math.abs(at(rows, pivot, column)) < 1e-14) return null;
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    const scale = at(rows, column, column);
    rows[column] = (rows[column] as number[]).map((value) => value / scale);
    for (let i = 0; i < n; i++) {
      if (i === column) continue;
      const factor = at(rows, i, column);
      if (factor === 0) continue;
      rows[i] = (rows[i] as number[]).map((value, j) => value - factor * at(rows, column, j));
    }
  }
  return rows.map((row) => row.slice(n));
}

const at = (rows: readonly number[][], i: number, j: number) => (rows[i] as number[])[j] as number;

export function product(a: readonly number[][], b: readonly number[][]): number[][] {
  return a.map((row) =>
    (b[0] as number[]).map((_, j) => row.reduce((sum, value, k) => sum + value * at(b, k, j), 0)),
  );
}
