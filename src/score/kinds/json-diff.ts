import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { expectedJson } from '../expected-json.ts';
import { findJson } from '../find-json.ts';
import { jsonLikeness } from '../json-likeness.ts';
import { parseOptions } from '../parse-options.ts';

export const jsonDiff: ScorerKind = {
  type: 'json-diff',
  summary: 'how alike the JSON of the answer and the expected JSON are, part by part',
  prepare(given) {
    parseOptions('json-diff', z.strictObject({}), given);
    return (answer, testCase) => {
      const expected = expectedJson(testCase.expected);
      if (expected === undefined) return { value: null, explanation: 'The case expects no JSON.' };
      const json = findJson(answer.text);
      if (!json.found) return { value: 0, explanation: json.reason };
      const value = Math.min(1, jsonLikeness(json.value, expected));
      return { value, ...(value < 1 && { explanation: `The two are ${(value * 100).toFixed(1)} % alike.` }) };
    };
  },
};
