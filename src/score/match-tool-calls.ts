import type { ToolCall } from '../contract/attempt.ts';
import { commonSequence } from './common-sequence.ts';
import { parseJson } from './parse-json.ts';
import { deepMatch, isObject, type Tolerance } from './deep-match.ts';

export interface ExpectedCall {
  name: string;
  /** Absent: any. */
  arguments?: Record<string, unknown> | undefined;
  /** Arguments of which several values will do. */
  anyOf?: Record<string, unknown[]> | undefined;
  /** Names of arguments that may be left out. */
  optional?: string[] | undefined;
}

/** The arguments of a call as JSON; `undefined` when they are none. No text at all is no arguments. */
export function parsedArguments(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return parseJson(text, 'exact');
  } catch {
    return undefined;
  }
}

/** Names of the arguments that are wrong, missing or not expected; `null` when there is no object at all. */
export function wrongArguments(expected: ExpectedCall, given: string, same: Tolerance): string[] | null {
  const actual = parsedArguments(given);
  if (!isObject(actual)) return null;
  const { arguments: wanted = {}, anyOf = {}, optional = [] } = expected;
  const keys = new Set([...Object.keys(wanted), ...Object.keys(anyOf), ...Object.keys(actual)]);
  return [...keys].filter((key) => {
    if (!Object.hasOwn(actual, key) && optional.includes(key)) return false;
    const values = Object.hasOwn(anyOf, key) ? (anyOf[key] as unknown[]) : [wanted[key]];
    return !values.some((value) => deepMatch(value, actual[key], same));
  });
}

const takesAny = ({ arguments: wanted, anyOf }: ExpectedCall) => wanted === undefined && anyOf === undefined;

function fits(expected: ExpectedCall, call: ToolCall, same: Tolerance): boolean {
  if (expected.name !== call.name) return false;
  if (takesAny(expected)) return true;
  return wrongArguments(expected, call.arguments, same)?.length === 0;
}

/** How many expected calls were made, each call standing for one; in their order when that counts. */
export function matchToolCalls(
  expected: readonly ExpectedCall[],
  calls: readonly ToolCall[],
  options: { inOrder: boolean; same: Tolerance },
): number {
  const { inOrder, same } = options;
  if (inOrder) return commonSequence(expected, calls, (wanted, call) => fits(wanted, call, same));
  // As many as can be: a call that fits two goes to one so that the other finds another (augmenting paths).
  const takenBy = new Map<number, number>();
  const place = (wanted: number, tried: Set<number>): boolean =>
    calls.some((call, at) => {
      if (tried.has(at) || !fits(expected[wanted] as ExpectedCall, call, same)) return false;
      tried.add(at);
      const holder = takenBy.get(at);
      if (holder !== undefined && !place(holder, tried)) return false;
      takenBy.set(at, wanted);
      return true;
    });
  return expected.filter((_, wanted) => place(wanted, new Set())).length;
}
