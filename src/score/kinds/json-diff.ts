import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { expectedJson } from '../expected-json.ts';
import { findJson } from '../find-json.ts';
import { jsonLikeness } from '../json-likeness.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  lenient: z.boolean().default(true).describe('read malformed JSON too'),
});

export const jsonDiff: ScorerKind = {
  type: 'json-diff',
  version: 2,
  summary: 'similarity of the answer’s JSON and the expected JSON, part by part',
  prepare(given) {
    const { lenient } = parseOptions('json-diff', options, given);
    return (answer, testCase) => {
      const expected = expectedJson(testCase.expected);
      if (expected === undefined) return { value: null, explanation: 'The case expects no JSON.' };
      const json = findJson(answer.text, { numbers: 'exact', lenient });
      if (!json.found) return { value: 0, explanation: json.reason };
      const value = Math.min(1, jsonLikeness(json.value, expected));
      return { value, ...(value < 1 && { explanation: `The similarity is ${(value * 100).toFixed(1)} %.` }) };
    };
  },
};
