import { Ajv2020, type AnySchema, type Format, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { RE2JS } from 're2js';
import { AssayError } from '../contract/errors.ts';
import { compilePattern } from './compile-pattern.ts';
import { optionError } from './parse-options.ts';

const option = { type: 'json-schema', path: 'schema' };

/** What Ajv asks of a regular expression. Its own would be JavaScript's, which a pattern can hold for hours. */
function linearPattern(pattern: string, flags: string) {
  const compiled = compilePattern(RE2JS.translateRegExp(pattern), flags.replace(/[^ims]/g, ''), option);
  return {
    test: (text: string) => compiled.matcher(text).find(),
    // Ajv tells patterns apart by this
    toString: () => `/${pattern}/${flags}`,
  };
}
const regExp = Object.assign(linearPattern, { code: 'linearPattern' });

/** Longer texts are none of a format that RE2 has no words for: a host name has 253 characters. */
const maxCharacters = 2000;

function linearFormat(format: Format): Format {
  if (!(format instanceof RegExp)) {
    const inside = typeof format === 'object' && 'validate' in format ? format.validate : null;
    return inside instanceof RegExp
      ? ({ ...(format as object), validate: linearTest(inside) } as Format)
      : format;
  }
  return linearTest(format);
}

function linearTest(format: RegExp): (text: string) => boolean {
  try {
    return linearPattern(format.source, format.flags).test;
  } catch {
    return (text) => text.length <= maxCharacters && format.test(text);
  }
}

/** Throws an `AssayError` when the schema cannot be used. */
export function schemaValidator(schema: AnySchema): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: false, strict: false, allowUnionTypes: true, code: { regExp } });
  addFormats.default(ajv);
  for (const [name, format] of Object.entries(ajv.formats))
    if (format) ajv.addFormat(name, linearFormat(format as Format));
  try {
    return ajv.compile(schema);
  } catch (error) {
    if (error instanceof AssayError) throw error;
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
