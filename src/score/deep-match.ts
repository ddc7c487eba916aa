import { areClose, type NumberTolerance } from './close-numbers.ts';
import { composed, textForm } from './text-form.ts';
import { numberValue, WrittenNumber } from './written-number.ts';

/** How values of JSON are compared. */
export interface Tolerance {
  number: NumberTolerance;
  /** Text is compared without regard to case and to white space around and between words. */
  looseText: boolean;
}

const squeezed = (text: string) =>
  textForm(text, { ignoreCase: true, lookalikes: true, trim: true }).replace(/\s+/g, ' ');

type JsonObject = Record<string, unknown>;
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber);

/** Whole numbers to the last digit, unless a tolerance is given; a long one may be expected as text, where a file could not hold it as a number. */
function sameNumber(expected: unknown, actual: unknown, tolerance: NumberTolerance): boolean {
  const given = numberValue(actual);
  const wanted = numberValue(typeof expected === 'string' ? new WrittenNumber(expected) : expected);
  if (!given || !wanted) return false;
  const isExact = tolerance.absolute === undefined && tolerance.relative === undefined;
  if (isExact && wanted.integer !== null && given.integer !== null) return wanted.integer === given.integer;
  return areClose(wanted.value, given.value, tolerance);
}

const longInteger = /^-?\d{16,}$/;
const isNumber = (value: unknown) =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof WrittenNumber;

/** Equal as JSON, keys in any order, arrays in order. A key whose value is undefined is not there. */
export function deepMatch(expected: unknown, actual: unknown, tolerance: Tolerance): boolean {
  if (isNumber(actual)) {
    const isWritten = typeof expected === 'string' && longInteger.test(expected);
    return (isNumber(expected) || isWritten) && sameNumber(expected, actual, tolerance.number);
  }
  if (typeof expected === 'string' && typeof actual === 'string') {
    return (
      composed(expected) === composed(actual) ||
      (tolerance.looseText && squeezed(expected) === squeezed(actual))
    );
  }
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      expected.length === actual.length &&
      expected.every((item, i) => deepMatch(item, actual[i], tolerance))
    );
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return false;
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].every((key) => deepMatch(expected[key], actual[key], tolerance));
  }
  return expected === actual;
}
