export interface StepPathOptions {
  from: number;
  to: number;
  /** Value at the top. */
  most: number;
  width: number;
  height: number;
}

/** An SVG path of a value that stays until it changes: [time, value], oldest first; it goes on to the right edge. */
export function stepPath(points: readonly [number, number][], options: StepPathOptions): string {
  const { from, to, most, width, height } = options;
  const x = (time: number) => {
    const share = to > from ? (time - from) / (to - from) : 0;
    return Number((Math.min(1, Math.max(0, share)) * width).toFixed(1));
  };
  // a stroke on the very edge would be cut in half
  const y = (value: number) => Number((height - 1 - (most > 0 ? value / most : 0) * (height - 2)).toFixed(1));
  const [first, ...rest] = points;
  if (!first) return '';
  const steps = rest.map(([time, value]) => `H${x(time)}V${y(value)}`);
  return `M${x(first[0])} ${y(first[1])}${steps.join('')}H${width}`;
}
