/** Round values on a log axis: 1, 2, 5 of each power of ten; only the powers when that would be more than `most`. */
export function logTicks(min: number, max: number, most = 9): number[] {
  if (!(min > 0) || !(max > min)) return [];
  const within = (tick: number) => tick >= min * 0.999 && tick <= max * 1.001;
  const services = Array.from(
    { length: Math.floor(Math.log10(max)) - Math.floor(Math.log10(min)) + 1 },
    (_, index) => Math.floor(Math.log10(min)) + index,
  );
  const at = (digits: number[]) =>
    services.flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`))).filter(within);
  const fine = at([1, 2, 5]);
  const ticks = fine.length <= most ? fine : at([1]);
  // A range within one step, such as that of a single target, may hold a round value or none: its ends and middle stand for it.
  return ticks.length >= 2 ? ticks : [...new Set([...ticks, ...spanOf(min, max)])].toSorted((a, b) => a - b);
}

/** Two significant digits, inside the range, ends and middle. */
function spanOf(min: number, max: number): number[] {
  const inside = (value: number) => value >= min && value <= max;
  const span = (max / min) ** 0.2;
  return [min * span, Math.sqrt(min * max), max / span].map((at) => Number(at.toPrecision(2))).filter(inside);
}
