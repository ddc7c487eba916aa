import type { ToolCall } from '../contract/attempt.ts';
import { commonSequence } from './common-sequence.ts';
import { deepMatch, isObject, type Tolerance } from './deep-match.ts';

export interface ExpectedCall {
  name: string;
  /** Absent: any. */
  arguments?: Record<string, unknown> | undefined;
}

/** The arguments of a call as JSON; `undefined` when they are none. No text at all is no arguments. */
export function parsedArguments(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Names of the arguments that are wrong, missing or not expected; `null` when there is no object at all. */
export function wrongArguments(
  wanted: Record<string, unknown>,
  given: string,
  same: Tolerance,
): string[] | null {
  const actual = parsedArguments(given);
  if (!isObject(actual)) return null;
  const keys = new Set([...Object.keys(wanted), ...Object.keys(actual)]);
  return [...keys].filter((key) => !deepMatch(wanted[key], actual[key], same));
}

function fits(expected: ExpectedCall, call: ToolCall, same: Tolerance): boolean {
  if (expected.name !== call.name) return false;
  if (expected.arguments === undefined) return true;
  return wrongArguments(expected.arguments, call.arguments, same)?.length === 0;
}

/** How many expected calls were made, each call standing for one; in their order when that counts. */
export function matchToolCalls(
  expected: readonly ExpectedCall[],
  calls: readonly ToolCall[],
  options: { inOrder: boolean; same: Tolerance },
): number {
  const { inOrder, same } = options;
  if (inOrder) return commonSequence(expected, calls, (wanted, call) => fits(wanted, call, same));
  // Those that say more choose first, so that one for any arguments leaves them theirs.
  const picky = expected.toSorted(
    (a, b) => Number(a.arguments === undefined) - Number(b.arguments === undefined),
  );
  const open = [...calls];
  return picky.filter((wanted) => {
    const at = open.findIndex((call) => fits(wanted, call, same));
    if (at >= 0) open.splice(at, 1);
    return at >= 0;
  }).length;
}
