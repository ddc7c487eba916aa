/** How far apart two numbers may be and still count as one; neither given: what rounding leaves. */
export interface NumberTolerance {
  absolute?: number | undefined;
  /** As a share of the expected number. */
  relative?: number | undefined;
}

const rounding = 1e-6;
/** Of large numbers: two amounts of millions that differ by a cent are two amounts. */
const roundingOfLarge = 1e-9;
const nearZero = 1e-12;
/** 3.15 − 3.14 is a little more than 0.01. */
const slack = 1 + 1e-9;

/** Without a tolerance: relative to the expected number, so that 5e-7 is not 1.6e-19; absolute only where 0 is expected. */
function allowed(wanted: number, { absolute, relative }: NumberTolerance): number {
  const size = Math.abs(wanted);
  if (absolute === undefined && relative === undefined) {
    if (wanted === 0) return nearZero;
    return Math.max(rounding * Math.min(1, size), roundingOfLarge * size);
  }
  return Math.max(absolute ?? 0, (relative ?? 0) * size) * slack;
}

export function areClose(wanted: number, given: number, tolerance: NumberTolerance = {}): boolean {
  return wanted === given || Math.abs(wanted - given) <= allowed(wanted, tolerance);
}
