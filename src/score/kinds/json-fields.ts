import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { deepMatch, isObject, type Tolerance } from '../deep-match.ts';
import { expectedJson } from '../expected-json.ts';
import { findJson } from '../find-json.ts';
import { jsonLeaves } from '../json-leaves.ts';
import { parseOptions } from '../parse-options.ts';
import { measures, precisionRecall } from '../precision-recall.ts';

const options = z.strictObject({
  measure: z.enum(measures).default('f1').describe('f1, precision or recall'),
  order: z.boolean().default(true).describe('places in lists count; false: items of a list in any order'),
  tolerance: z.number().nonnegative().default(1e-6).describe('numbers may be this far apart'),
  ignoreCase: z.boolean().default(true).describe('compare texts without regard to case and white space'),
});

type Leaf = ReturnType<typeof jsonLeaves>[number];
const placeless = ({ path, value }: Leaf): Leaf => ({
  path: path.replace(/(?<=^|\.)\d+(?=\.|$)/g, '[]'),
  value,
});
/** A field that is null says that there is nothing: it is no find and none is missed. */
const isFilled = ({ value }: Leaf) => value !== null && value !== undefined && value !== '';

/** Each of the answer's fields may stand for one expected field of its path. */
function matched(ours: Leaf[], wanted: Leaf[], same: Tolerance): Leaf[] {
  const open = new Map<string, Leaf[]>();
  for (const leaf of ours) open.set(leaf.path, [...(open.get(leaf.path) ?? []), leaf]);
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
  summary: 'extraction, field by field: F1, precision or recall over filled fields',
  prepare(given) {
    const { measure, order, tolerance, ignoreCase } = parseOptions('json-fields', options, given);
    const leavesOf = (value: unknown) => {
      const leaves = jsonLeaves(value).filter(isFilled);
      return order ? leaves : leaves.map(placeless);
    };
    return (answer, testCase) => {
      const expected = expectedJson(testCase.expected);
      if (!isObject(expected) && !Array.isArray(expected))
        return { value: null, explanation: 'The case expects no JSON object.' };
      const json = findJson(answer.text);
      if (!json.found) return { value: 0, explanation: json.reason };
      const [ours, wanted] = [leavesOf(json.value), leavesOf(expected)];
      const right = matched(ours, wanted, { number: tolerance, looseText: ignoreCase });
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
