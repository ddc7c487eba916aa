import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { findJson } from '../find-json.ts';
import { schemaValidator } from '../json-schema-validator.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  lenient: z
    .boolean()
    .default(false)
    .describe('take what is nearly JSON, too: comments, commas too many, line breaks in texts'),
  schema: z.union([z.record(z.string(), z.unknown()), z.boolean()], {
    error: 'a JSON Schema (draft 2020-12)',
  }),
});

export const jsonSchema: ScorerKind = {
  type: 'json-schema',
  version: 2,
  summary: 'the answer holds JSON that a JSON Schema accepts',
  prepare(given) {
    const { schema, lenient } = parseOptions('json-schema', options, given);
    const validate = schemaValidator(schema);
    return (answer) => {
      const json = findJson(answer.text, { lenient });
      if (!json.found) return { value: 0, explanation: json.reason };
      if (validate(json.value)) return { value: 1 };
      const error = validate.errors?.[0];
      const where = error?.instancePath || 'the JSON';
      return { value: 0, explanation: `${where} ${error?.message ?? 'does not match the schema'}.` };
    };
  },
};
