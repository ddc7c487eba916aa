import { listProviders } from '../../app/stored/list-providers.ts';
import { providersTable } from '../../report/providers-table.ts';
import type { RunCommand } from '../command.ts';
import type { providersSpec } from '../specs/stored.ts';

export const run: RunCommand<typeof providersSpec> = async (_args, _options, context) => {
  const list = await listProviders({}, context);
  context.print(context.json ? JSON.stringify(list, null, 2) : providersTable(list.providers, context));
  return 'ok';
};
