import { WrittenNumber } from '../base/exact-json.ts';
import type { Report, Source } from './source.ts';
import type { Path } from '../contract/problems/value-path.ts';

/** Deeper than any suite that is written by hand or made of data, and shallow enough for whatever walks it. */
export const maxDepth = 200;

/** Where a value contains itself or is nested too deeply; `null`: nowhere. A value that only occurs twice is neither. */
export function nestingFault(root: unknown): { path: Path; isLoop: boolean } | null {
  const path: (string | number)[] = [];
  const open: object[] = [];
  const sound = new WeakSet();
  const walk = (value: unknown): { path: Path; isLoop: boolean } | null => {
    if (typeof value !== 'object' || value === null || sound.has(value)) return null;
    if (value instanceof WrittenNumber) return null;
    if (open.includes(value)) return { path: [...path], isLoop: true };
    if (open.length >= maxDepth) return { path: [...path], isLoop: false };
    open.push(value);
    for (const [key, inner] of Object.entries(value)) {
      path.push(Array.isArray(value) ? Number(key) : key);
      const fault = walk(inner);
      if (fault) return fault;
      path.pop();
    }
    open.pop();
    sound.add(value);
    return null;
  };
  return walk(root);
}

export const containsItself = {
  message: 'This value contains itself.',
  expected: 'what can be written as JSON',
  remedy: 'Write what is meant in place of the reference.',
};

export const nestedTooDeeply = {
  message: `The values in here are nested more than ${maxDepth} deep.`,
  expected: 'what can be written as JSON',
  remedy: 'Give it as a text, or in a file.',
};

/** What else reads a suite follows it to its ends: it must have some. `false`: a problem was reported. */
export function checkNesting(value: unknown, source: Source, report: Report): boolean {
  const fault = nestingFault(value);
  if (!fault) return true;
  const { path, isLoop } = fault;
  if (isLoop) report({ ...containsItself, ...source.place(path) });
  else
    report({ ...nestedTooDeeply, ...source.place(path.slice(0, 1)), location: source.place(path).location });
  return false;
}
