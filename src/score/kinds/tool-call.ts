import { z } from 'zod';
import type { ToolCall } from '../../contract/attempt.ts';
import type { ScorerKind, Verdict } from '../../contract/score.ts';
import type { Tolerance } from '../deep-match.ts';
import { matchToolCalls, wrongArguments, type ExpectedCall } from '../match-tool-calls.ts';
import { parseOptions } from '../parse-options.ts';
import { measures, precisionRecall } from '../precision-recall.ts';

const options = z.strictObject({
  measure: z
    .enum(['all', ...measures])
    .default('all')
    .describe('all: 1 only for exactly the expected calls; else partial credit'),
  order: z.boolean().default(false).describe('the calls must be in the expected order'),
  tolerance: z.number().nonnegative().optional().describe('max difference of numbers in arguments'),
  ignoreCase: z.boolean().default(true).describe('ignore case and white space in texts of arguments'),
});

const expectedCall = z.object({
  name: z.string().min(1),
  arguments: z.record(z.string(), z.unknown()).optional(),
  anyOf: z.record(z.string(), z.array(z.unknown()).min(1)).optional(),
  optional: z.array(z.string()).optional(),
});
const expectedCalls = z.union([
  z.null().transform((): ExpectedCall[] => []),
  expectedCall.transform((call): ExpectedCall[] => [call]),
  z.array(expectedCall),
]);

const namesOf = (calls: readonly { name: string }[]) => calls.map((call) => call.name).join(', ');

/** Why the one expected call is not the one that was made. */
function faultOf(wanted: ExpectedCall, call: ToolCall, same: Tolerance): string {
  if (call.name !== wanted.name) return `${call.name} was called, not ${wanted.name}.`;
  const wrong = wrongArguments(wanted, call.arguments, same);
  return wrong ? `Wrong arguments: ${wrong.slice(0, 8).join(', ')}.` : 'The arguments are not a JSON object.';
}

function explain(expected: ExpectedCall[], calls: readonly ToolCall[], same: Tolerance): string {
  const [wanted] = expected;
  const [call] = calls;
  if (!wanted) return `No tool call was expected, but ${namesOf(calls)} was.`;
  if (!call) return `${namesOf(expected)} was not called.`;
  if (expected.length > 1)
    return `${namesOf(expected)} was expected, not ${namesOf(calls)} as it was called.`;
  if (calls.length > 1) return `One call was expected, not ${namesOf(calls)}.`;
  return faultOf(wanted, call, same);
}

/**
 * `expected`: one call, a list of calls, or `null` for none; without arguments only the name counts. `anyOf` gives an argument several
 * values that will do, `optional` names those that may be left out.
 */
export const toolCall: ScorerKind = {
  type: 'tool-call',
  summary: 'the model calls the expected tools with the expected arguments',
  version: 4,
  prepare(given) {
    const { measure, order, tolerance, ignoreCase } = parseOptions('tool-call', options, given);
    const same = { number: { absolute: tolerance }, looseText: ignoreCase };
    return ({ toolCalls }, testCase): Verdict => {
      const parsed = expectedCalls.safeParse(testCase.expected);
      if (!parsed.success) return { value: null, explanation: 'The case expects no {name, arguments}.' };
      const expected = parsed.data;
      const made = matchToolCalls(expected, toolCalls, { inOrder: order, same });
      const shares = precisionRecall(made, toolCalls.length, expected.length);
      const all = made === expected.length && made === toolCalls.length;
      return {
        value: measure === 'all' ? Number(all) : shares[measure],
        ...(toolCalls.length > 0 && { label: namesOf(toolCalls) }),
        ...(expected.length > 1 && { metadata: { ...shares } }),
        ...(!all && { explanation: explain(expected, toolCalls, same) }),
      };
    };
  },
};
