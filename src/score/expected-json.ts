import { findJson } from './find-json.ts';

/** `expected` as the value it is or as JSON text; `undefined` when it is neither. */
export function expectedJson(expected: unknown): unknown {
  if (typeof expected !== 'string') return expected;
  const json = findJson(expected, { numbers: 'exact' });
  return json.found ? json.value : undefined;
}
