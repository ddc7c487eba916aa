import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { deepMatch, isObject } from '../deep-match.ts';
import { expectedJson } from '../expected-json.ts';
import { findJson } from '../find-json.ts';
import { jsonLeaves } from '../json-leaves.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  fields: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('only these, as paths such as `total` or `lines.0.price`'),
  tolerance: z.number().nonnegative().default(1e-6).describe('numbers may be this far apart'),
  ignoreCase: z.boolean().default(true).describe('compare texts without regard to case and white space'),
});

function at(value: unknown, path: string): unknown {
  let here = value;
  for (const key of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}

/** The value is the share of expected fields that are right; fields beside them do not count. */
export const jsonMatch: ScorerKind = {
  type: 'json-match',
  summary: 'the share of expected JSON fields the answer has right',
  prepare(given) {
    const { fields, tolerance, ignoreCase } = parseOptions('json-match', options, given);
    return (answer, testCase) => {
      const expected = expectedJson(testCase.expected);
      if (!isObject(expected) && !Array.isArray(expected)) {
        return { value: null, explanation: 'The case expects no JSON object.' };
      }
      const json = findJson(answer.text);
      if (!json.found) return { value: 0, explanation: json.reason };
      const paths = fields ?? jsonLeaves(expected).map((leaf) => leaf.path);
      const absent = paths.find((path) => path !== '' && at(expected, path) === undefined);
      if (absent !== undefined) return { value: null, explanation: `The case expects no field ${absent}.` };
      const same = { number: tolerance, looseText: ignoreCase };
      const wrong = paths.filter((path) =>
        path === ''
          ? !deepMatch(expected, json.value, same)
          : !deepMatch(at(expected, path), at(json.value, path), same),
      );
      return {
        value: (paths.length - wrong.length) / paths.length,
        ...(wrong.length > 0 && { explanation: `Wrong or missing: ${wrong.slice(0, 8).join(', ')}.` }),
      };
    };
  },
};
