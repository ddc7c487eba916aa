import { suiteJsonSchema } from '../../suite/suite-json-schema.ts';
import type { CommandModule } from '../command.ts';

export const run: CommandModule['run'] = async (_args, _options, context) => {
  context.document(`${JSON.stringify(suiteJsonSchema(), null, 2)}\n`);
  return 'ok';
};
