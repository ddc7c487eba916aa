import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { findJson } from '../find-json.ts';
import { schemaValidator } from '../json-schema-validator.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  lenient: z
    .boolean()
    .default(false)
    .describe('accept malformed JSON too: comments, trailing commas, line breaks in texts'),
  whole: z.boolean().default(false).describe('the answer is JSON and nothing else'),
  schema: z.union([z.record(z.string(), z.unknown()), z.boolean()], {
    error: 'a JSON Schema (draft 2020-12)',
  }),
});

/** As `JSON.parse` reads it: no prose, no fence. */
function wholeJson(text: string): { found: true; value: unknown } | { found: false; reason: string } {
  try {
    return { found: true, value: JSON.parse(text) };
  } catch {
    return { found: false, reason: 'The answer is not only JSON.' };
  }
}

export const jsonSchema: ScorerKind = {
  type: 'json-schema',
  version: 2,
  summary: 'the answer contains JSON that is valid by a JSON Schema',
  prepare(given) {
    const { schema, lenient, whole } = parseOptions('json-schema', options, given);
    const validate = schemaValidator(schema);
    return (answer) => {
      const json = whole ? wholeJson(answer.text) : findJson(answer.text, { lenient });
      if (!json.found) return { value: 0, explanation: json.reason };
      if (validate(json.value)) return { value: 1 };
      const error = validate.errors?.[0];
      const where = error?.instancePath || 'the JSON';
      return { value: 0, explanation: `${where} ${error?.message ?? 'does not match the schema'}.` };
    };
  },
};
