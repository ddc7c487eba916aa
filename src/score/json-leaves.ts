import type { Key } from './json-path.ts';
import { WrittenNumber } from './written-number.ts';

/** Deeper than any text is nested: a value that holds itself. */
const maxDepth = 200_000;

export interface Leaf {
  keys: Key[];
  value: unknown;
}

/** The way from the root, kept as a chain: a list for every value would be quadratic in the depth. */
interface Place {
  key: Key;
  above: Place | null;
}

function keysOf(place: Place | null): Key[] {
  const keys: Key[] = [];
  for (let at = place; at; at = at.above) keys.push(at.key);
  return keys.reverse();
}

function entriesOf(value: unknown): [Key, unknown][] {
  if (Array.isArray(value)) return value.map((item, i): [Key, unknown] => [i, item]);
  return typeof value === 'object' && value !== null && !(value instanceof WrittenNumber)
    ? Object.entries(value)
    : [];
}

/**
 * The leaves in order: scalars, and empty objects and arrays; places in lists are numbers among the keys. Without recursion: an answer may
 * be nested deeper than a stack is. Throws when the value holds itself.
 */
export function jsonLeaves(value: unknown): Leaf[] {
  const leaves: Leaf[] = [];
  const open: { place: Place | null; value: unknown; depth: number }[] = [{ place: null, value, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { place, depth } = next;
    if (depth > maxDepth) throw new Error('the value contains itself');
    const inside = entriesOf(next.value);
    if (inside.length === 0) leaves.push({ keys: keysOf(place), value: next.value });
    for (const [key, item] of inside.reverse())
      open.push({ place: { key, above: place }, value: item, depth: depth + 1 });
  }
  return leaves;
}
