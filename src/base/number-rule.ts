import { readFraction, type FractionKind } from './fraction.ts';

/** Which numbers an option takes: the same for a command, a request and a program. */
export interface NumberRule {
  /** In words, behind "expected". */
  expected: string;
  isWhole?: true;
  min?: number;
  above?: number;
  max?: number;
  below?: number;
  /** As text it may also be written in percent or points. */
  unit?: FractionKind;
}

const rule = <const Name extends string>(rules: Record<Name, NumberRule>): Record<Name, NumberRule> => rules;

export const numberRules = rule({
  count: { expected: 'a whole number from 1', isWhole: true, min: 1 },
  repeats: { expected: 'a whole number from 1 to 1000', isWhole: true, min: 1, max: 1000 },
  concurrency: { expected: 'a whole number from 1 to 4096', isWhole: true, min: 1, max: 4096 },
  tokens: { expected: 'a whole number from 1 to 1000000', isWhole: true, min: 1, max: 1_000_000 },
  runs: { expected: 'a whole number from 1 to 1000', isWhole: true, min: 1, max: 1000 },
  levels: { expected: 'a whole number from 2 to 9', isWhole: true, min: 2, max: 9 },
  whole: { expected: 'a whole number from 0', isWhole: true, min: 0 },
  port: { expected: 'a port from 0 (any free one) to 65535', isWhole: true, min: 0, max: 65_535 },
  fromZero: { expected: 'a number from 0', min: 0 },
  positive: { expected: 'a number above 0', above: 0 },
  fraction: { expected: 'a fraction from 0 to 1, e.g. 0.03 or 3%', min: 0, max: 1, unit: 'fraction' },
  /** Strictly inside: a certain event needs no test. */
  probability: {
    expected: 'a fraction above 0 and below 1, e.g. 0.8',
    above: 0,
    below: 1,
    unit: 'fraction',
  },
  /** Below 1: with a margin of 100 points nothing is ever worse. */
  margin: { expected: 'points of quality, e.g. 3 points or 3%, or 0.03', min: 0, below: 1, unit: 'margin' },
  /** Above 0: of a race, which would never be certain without one. */
  raceMargin: {
    expected: 'points of quality above 0, e.g. 3 points or 3%, or 0.03',
    above: 0,
    below: 1,
    unit: 'margin',
  },
});

export function fitsRule(value: number, { isWhole, min, above, max, below }: NumberRule): boolean {
  return (
    Number.isFinite(value) &&
    (!isWhole || Number.isSafeInteger(value)) &&
    value >= (min ?? -Infinity) &&
    value > (above ?? -Infinity) &&
    value <= (max ?? Infinity) &&
    value < (below ?? Infinity)
  );
}

/** A number as a person writes it in a command line or an address, or what should be written instead. */
export function readNumber(text: string, asked: NumberRule): { value: number } | { expected: string } {
  const written = text.trim();
  if (asked.unit !== undefined) {
    const read = readFraction(written, asked.unit);
    if ('expected' in read) return read;
    return fitsRule(read.value, asked) ? read : { expected: asked.expected };
  }
  const value = Number(written);
  return written !== '' && fitsRule(value, asked) ? { value } : { expected: asked.expected };
}
