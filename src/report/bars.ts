/** A line of blocks as high as the values, from 0 to `most`; a value that is not known is a space. */
export function bars(values: readonly (number | null)[], most: number): string {
  const blocks = '▁▂▃▄▅▆▇█';
  return values
    .map((value) => {
      if (value === null) return ' ';
      const step = most <= 0 ? 0 : Math.round((Math.min(value, most) / most) * (blocks.length - 1));
      return blocks[step];
    })
    .join('');
}
