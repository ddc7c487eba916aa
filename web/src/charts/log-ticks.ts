/** Round values on a log axis: 1, 2, 5 of each power of ten; only the powers when that would be more than `most`. */
export function logTicks(min: number, max: number, most = 9): number[] {
  if (!(min > 0) || !(max > min)) return [];
  const within = (tick: number) => tick >= min * 0.999 && tick <= max * 1.001;
  const powers = Array.from(
    { length: Math.floor(Math.log10(max)) - Math.floor(Math.log10(min)) + 1 },
    (_, index) => Math.floor(Math.log10(min)) + index,
  );
  const at = (digits: number[]) =>
    powers.flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`))).filter(within);
  const fine = at([1, 2, 5]);
  return fine.length <= most ? fine : at([1]);
}
