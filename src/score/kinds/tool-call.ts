import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { deepMatch, isObject } from '../deep-match.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  tolerance: z.number().nonnegative().default(1e-6).describe('numbers in arguments may be this far apart'),
  ignoreCase: z
    .boolean()
    .default(true)
    .describe('compare texts in arguments without regard to case and white space'),
});

const expectedCall = z.object({
  name: z.string().min(1),
  arguments: z.record(z.string(), z.unknown()).optional(),
});

function parsedArguments(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One call with the expected name and arguments, and no other call. `expected` without arguments asks for the name only; `null` for no call at all. */
export const toolCall: ScorerKind = {
  type: 'tool-call',
  summary: 'the model calls the expected tool with the expected arguments',
  prepare(given) {
    const { tolerance, ignoreCase } = parseOptions('tool-call', options, given);
    return ({ toolCalls }, testCase) => {
      const names = toolCalls.map((call) => call.name).join(', ');
      if (testCase.expected === null) {
        if (toolCalls.length === 0) return { value: 1 };
        return { value: 0, label: names, explanation: `No tool was to be called, but ${names} was.` };
      }
      const expected = expectedCall.safeParse(testCase.expected);
      if (!expected.success) return { value: null, explanation: 'The case expects no {name, arguments}.' };
      const { name, arguments: wanted } = expected.data;
      const [call, ...others] = toolCalls;
      if (!call) return { value: 0, explanation: `${name} was not called.` };
      if (others.length > 0)
        return { value: 0, label: names, explanation: `One call was expected, not ${names}.` };
      if (call.name !== name)
        return { value: 0, label: names, explanation: `${call.name} was called, not ${name}.` };
      if (wanted === undefined) return { value: 1, label: name };
      const actual = parsedArguments(call.arguments);
      if (!isObject(actual))
        return { value: 0, label: name, explanation: 'The arguments are no JSON object.' };
      const same = { number: tolerance, looseText: ignoreCase };
      const keys = new Set([...Object.keys(wanted), ...Object.keys(actual)]);
      const wrong = [...keys].filter((key) => !deepMatch(wanted[key], actual[key], same));
      if (wrong.length === 0) return { value: 1, label: name };
      return { value: 0, label: name, explanation: `Wrong arguments: ${wrong.slice(0, 8).join(', ')}.` };
    };
  },
};
