import { distance } from 'fastest-levenshtein';
import { isObject } from './deep-match.ts';
import { composed } from './text-form.ts';
import { numberValue } from './written-number.ts';

function textLikeness(left: string, right: string): number {
  const [a, b] = [composed(left), composed(right)];
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 1 : 1 - distance(a, b) / longest;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * How alike two JSON values are, 0 to 1, as autoevals' JSONDiff sees it: an object is the mean over all keys of either side,
 * a list the mean over its places, numbers 1 − |a − b| / (|a| + |b|), texts by edits; different types are not alike at all.
 */
export function jsonLikeness(a: unknown, b: unknown): number {
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    if (keys.length === 0) return 1;
    return mean(
      keys.map((key) => (Object.hasOwn(a, key) && Object.hasOwn(b, key) ? jsonLikeness(a[key], b[key]) : 0)),
    );
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    const longest = Math.max(a.length, b.length);
    if (longest === 0) return 1;
    const places = Array.from({ length: longest }, (_, i) => i);
    return mean(places.map((i) => (i < a.length && i < b.length ? jsonLikeness(a[i], b[i]) : 0)));
  }
  const [left, right] = [numberValue(a), numberValue(b)];
  if (left && right) {
    const isSame =
      left.integer !== null && right.integer !== null
        ? left.integer === right.integer
        : left.value === right.value;
    return isSame
      ? 1
      : 1 - Math.abs(left.value - right.value) / (Math.abs(left.value) + Math.abs(right.value));
  }
  if (typeof a === 'string' && typeof b === 'string') return textLikeness(a, b);
  return a === b ? 1 : 0;
}
