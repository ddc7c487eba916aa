import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { deepMatch, isObject, type Tolerance } from '../deep-match.ts';
import { expectedJson } from '../expected-json.ts';
import { findJson } from '../find-json.ts';
import { jsonLeaves } from '../json-leaves.ts';
import { showPath, type Key } from '../json-path.ts';
import { parseOptions } from '../parse-options.ts';
import { measures, precisionRecall } from '../precision-recall.ts';

const options = z.strictObject({
  measure: z.enum(measures).default('f1').describe('f1, precision or recall'),
  order: z.boolean().default(true).describe('the order of lists counts; false: items in any order'),
  tolerance: z.number().nonnegative().optional().describe('max difference of numbers'),
  lenient: z.boolean().default(true).describe('read malformed JSON too, and say what was wrong with it'),
  ignoreCase: z.boolean().default(true).describe('ignore case and white space in texts'),
});

interface Field {
  path: string;
  value: unknown;
}
/** Without the places in lists. */
const placeless = (keys: readonly Key[]) => keys.map((key) => (typeof key === 'number' ? '*' : key));
/** A field that is null says that there is nothing: it is no find and none is missed. */
const isFilled = ({ value }: { value: unknown }) => value !== null && value !== undefined && value !== '';

/** Each of the answer's fields may stand for one expected field of its path. */
function matched(ours: Field[], wanted: Field[], same: Tolerance): Field[] {
  const open = Map.groupBy(ours, ({ path }) => path);
  return wanted.filter((leaf) => {
    const candidates = open.get(leaf.path) ?? [];
    const at = candidates.findIndex((candidate) => deepMatch(leaf.value, candidate.value, same));
    if (at >= 0) candidates.splice(at, 1);
    return at >= 0;
  });
}

/** Extraction: precision over the fields the answer fills, recall over those the case expects. */
export const jsonFields: ScorerKind = {
  type: 'json-fields',
  version: 2,
  summary: 'extraction, field by field: F1, precision or recall over non-empty fields',
  prepare(given) {
    const { measure, order, tolerance, ignoreCase, lenient } = parseOptions('json-fields', options, given);
    const leavesOf = (value: unknown) => {
      const leaves = jsonLeaves(value).filter(isFilled);
      return leaves.map((leaf): Field => ({
        path: showPath(order ? leaf.keys : placeless(leaf.keys)),
        value: leaf.value,
      }));
    };
    return (answer, testCase) => {
      const expected = expectedJson(testCase.expected);
      if (!isObject(expected) && !Array.isArray(expected))
        return { value: null, explanation: 'The case expects no JSON object.' };
      const json = findJson(answer.text, { numbers: 'exact', lenient });
      if (!json.found) return { value: 0, explanation: json.reason };
      const [ours, wanted] = [leavesOf(json.value), leavesOf(expected)];
      const right = matched(ours, wanted, { number: { absolute: tolerance }, looseText: ignoreCase });
      const shares = precisionRecall(right.length, ours.length, wanted.length);
      const missed = wanted.filter((leaf) => !right.includes(leaf)).map((leaf) => leaf.path);
      return {
        value: shares[measure],
        metadata: { ...shares, right: right.length, filled: ours.length, expected: wanted.length },
        ...(missed.length > 0
          ? { explanation: `Wrong or missing: ${missed.slice(0, 8).join(', ')}.` }
          : shares[measure] < 1 && { explanation: `${ours.length - right.length} fields are not expected.` }),
      };
    };
  },
};
