import { composed, textForm } from './text-form.ts';

/** How values of JSON are compared. */
export interface Tolerance {
  /** Numbers may be this far apart. */
  number: number;
  /** Text is compared without regard to case and to white space around and between words. */
  looseText: boolean;
}

const squeezed = (text: string) =>
  textForm(text, { ignoreCase: true, lookalikes: true, trim: true }).replace(/\s+/g, ' ');

type JsonObject = Record<string, unknown>;
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Equal as JSON, keys in any order, arrays in order. A key whose value is undefined is not there. */
export function deepMatch(expected: unknown, actual: unknown, tolerance: Tolerance): boolean {
  if (typeof expected === 'number' && typeof actual === 'number') {
    return Math.abs(expected - actual) <= tolerance.number;
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
