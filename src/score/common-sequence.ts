/** Length of the longest sequence both hold in order, not necessarily side by side. Time: product of the lengths. */
export function commonSequence<Left, Right>(
  a: readonly Left[],
  b: readonly Right[],
  same: (left: Left, right: Right) => boolean = Object.is,
): number {
  let above = new Uint32Array(b.length + 1);
  let row = new Uint32Array(b.length + 1);
  for (const item of a) {
    for (let j = 1; j <= b.length; j++) {
      const [diagonal, up, left] = [above[j - 1] as number, above[j] as number, row[j - 1] as number];
      row[j] = same(item, b[j - 1] as Right) ? diagonal + 1 : Math.max(up, left);
    }
    [above, row] = [row, above];
  }
  return above[b.length] as number;
}
