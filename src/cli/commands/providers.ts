import { listProviders } from '../../providers/list-providers.ts';
import { providersJson, providersTable } from '../../report/providers-table.ts';
import type { RunCommand } from '../command.ts';
import type { providersSpec } from '../specs/stored.ts';

/** What can be asked, and what is set up for it. Sends nothing. */
export const run: RunCommand<typeof providersSpec> = (_args, _options, context) => {
  const { color, width } = context;
  const providers = listProviders(context.env);
  context.print(context.json ? providersJson(providers) : providersTable(providers, { color, width }));
  return Promise.resolve('ok');
};
