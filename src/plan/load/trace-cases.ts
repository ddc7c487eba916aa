import type { LoadEntry } from '../../contract/load.ts';
import type { Case, Message, Suite } from '../../contract/suite.ts';
import { syntheticText } from './synthetic-text.ts';

/** Where the length of a case's prompt stands: the words themselves are made when they are sent. */
const lengthName = 'input_tokens';

const lengthsOf = (load: LoadEntry | undefined): number[] | undefined =>
  load?.['inputs'] as number[] | undefined;

/** One case for each prompt length of the trace, shortest first. */
export function traceCases(lengths: readonly number[]): Case[] {
  const different = [...new Set(lengths)].sort((a, b) => a - b);
  return different.map((tokens, index) => ({
    id: `trace-${tokens}`,
    index,
    variables: { [lengthName]: tokens },
    tags: [],
    weight: 1,
    tools: [],
    scorers: [],
  }));
}

/** Tokens of the made-up prompt of a case of a trace; `null` for any other case. */
export function traceLengthOf(suite: Pick<Suite, 'load'>, testCase: Case): number | null {
  if (!lengthsOf(suite.load)) return null;
  return (testCase.variables[lengthName] as number | undefined) ?? null;
}

/** The made-up prompt of a case of a trace; `null` for any other case. */
export function traceMessages(suite: Pick<Suite, 'load' | 'seed'>, testCase: Case): Message[] | null {
  const tokens = traceLengthOf(suite, testCase);
  return tokens === null
    ? null
    : [{ role: 'user', content: syntheticText(tokens, suite.seed, testCase.index) }];
}
