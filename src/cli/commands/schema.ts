import { suiteJsonSchema } from '../../suite/suite-json-schema.ts';
import type { RunCommand } from '../command.ts';
import type { schemaSpec } from '../specs/stored.ts';

export const run: RunCommand<typeof schemaSpec> = async (_args, _options, context) => {
  context.document(`${JSON.stringify(suiteJsonSchema(), null, 2)}\n`);
  return 'ok';
};
