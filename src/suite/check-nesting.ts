import { maxDepth } from '../base/exact-json.ts';
import { nestingFault } from '../base/nesting.ts';
import type { Report, Source } from './source.ts';

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
