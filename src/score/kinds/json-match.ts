import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { deepMatch, isObject } from '../deep-match.ts';
import { expectedJson } from '../expected-json.ts';
import { findJson } from '../find-json.ts';
import { jsonLeaves } from '../json-leaves.ts';
import { resolvePath, showPath, valueAt, type Key } from '../json-path.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  fields: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('only these, as paths such as `total`, `lines.0.price`, `["example.com"].status`'),
  tolerance: z.number().nonnegative().optional().describe('max difference of numbers'),
  lenient: z.boolean().default(true).describe('read malformed JSON too, and say what was wrong with it'),
  ignoreCase: z.boolean().default(true).describe('ignore case and white space in texts'),
});

/** The value is the share of expected fields that are right; fields beside them do not count. */
export const jsonMatch: ScorerKind = {
  type: 'json-match',
  version: 2,
  summary: 'the fraction of expected JSON fields that are right',
  prepare(given) {
    const { fields, tolerance, ignoreCase, lenient } = parseOptions('json-match', options, given);
    return (answer, testCase) => {
      const expected = expectedJson(testCase.expected);
      if (!isObject(expected) && !Array.isArray(expected)) {
        return { value: null, explanation: 'The case expects no JSON object.' };
      }
      const json = findJson(answer.text, { numbers: 'exact', lenient });
      if (!json.found) return { value: 0, explanation: json.reason };
      const absent = fields?.find((path) => resolvePath(expected, path) === null);
      if (absent !== undefined) return { value: null, explanation: `The case expects no field ${absent}.` };
      const places: Key[][] =
        fields?.map((path) => resolvePath(expected, path) ?? []) ??
        jsonLeaves(expected).map(({ keys }) => keys);
      const same = { number: { absolute: tolerance }, looseText: ignoreCase };
      const wrong = places.filter(
        (keys) => !deepMatch(valueAt(expected, keys), valueAt(json.value, keys), same),
      );
      const words = [
        ...(wrong.length > 0 ? [`Wrong or missing: ${wrong.slice(0, 8).map(showPath).join(', ')}.`] : []),
        ...(json.repaired === undefined ? [] : [`Read although it is not valid JSON (${json.repaired}).`]),
      ];
      return {
        value: (places.length - wrong.length) / places.length,
        ...(words.length > 0 && { explanation: words.join(' ') }),
      };
    };
  },
};
