/** `3%`, `3 points` and `0.03` are the same; what could be read in two ways is refused with what to write. */
export type FractionKind =
  /** Of a whole: errors, confidence, quality. */
  | 'fraction'
  /** Of quality that may be lost: small, so that `3` can only be points. */
  | 'margin';

/** A bare margin up to here is a fraction; from 1 on, points. Between them nobody can tell. */
const largestBareMargin = 0.2;

const pattern = /^([+]?\d*\.?\d+(?:e-?\d+)?)\s*(%|points?|pts?|pp)?$/i;

type Reading = { value: number } | { expected: string };

const short = (value: number) => String(Number(value.toPrecision(6)));

/** From 0 to 1, or what should be written instead. */
export function readFraction(text: string, kind: FractionKind = 'fraction'): Reading {
  const expected =
    kind === 'margin'
      ? 'points of quality, e.g. 3 or 3%, or 0.03'
      : 'a fraction from 0 to 1, e.g. 0.03 or 3%';
  const [, number, unit] = pattern.exec(text.trim()) ?? [];
  const bare = Number(number);
  if (number === undefined || !(bare <= 100)) return { expected };
  if (unit !== undefined) return { value: bare / 100 };
  const isEither = kind === 'margin' ? bare > largestBareMargin && bare <= 1 : bare === 1;
  if (isEither)
    return { expected: `${short(bare)}% or ${short(bare * 100)}%: ${short(bare)} could be either` };
  return { value: bare <= 1 ? bare : bare / 100 };
}
