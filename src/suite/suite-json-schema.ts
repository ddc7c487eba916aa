import { z } from 'zod';
import { suiteFileSchema } from '../contract/suite.ts';

/** JSON Schema (draft 2020-12) of the suite file, for editors; made from the schema that checks the file. */
export function suiteJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(suiteFileSchema, { target: 'draft-2020-12', io: 'input' });
  return { $schema, $id: 'urn:assay:suite:1', title: 'Assay suite', ...rest };
}
