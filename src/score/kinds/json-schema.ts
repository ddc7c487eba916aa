import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { findJson } from '../find-json.ts';
import { optionError, parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  lenient: z
    .boolean()
    .default(false)
    .describe('take what is nearly JSON, too: comments, commas too many, line breaks in texts'),
  schema: z.union([z.record(z.string(), z.unknown()), z.boolean()], {
    error: 'a JSON Schema (draft 2020-12)',
  }),
});

function compile(schema: AnySchema): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: false, strict: false, allowUnionTypes: true });
  addFormats.default(ajv);
  try {
    return ajv.compile(schema);
  } catch (error) {
    throw optionError(
      {
        message: `Option "schema" of scorer "json-schema" cannot be used: ${(error as Error).message}.`,
        path: 'schema',
        expected: 'a JSON Schema (draft 2020-12)',
      },
      error,
    );
  }
}

export const jsonSchema: ScorerKind = {
  type: 'json-schema',
  summary: 'the answer holds JSON that a JSON Schema accepts',
  prepare(given) {
    const { schema, lenient } = parseOptions('json-schema', options, given);
    const validate = compile(schema);
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
