import { listPrices } from '../../app/stored/list-prices.ts';
import { pricesTable } from '../../report/prices-table.ts';
import type { RunCommand } from '../command.ts';
import type { pricesSpec } from '../specs/stored.ts';

export const run: RunCommand<typeof pricesSpec> = async (models, { prices, modelsDev }, context) => {
  const list = await listPrices({ models, prices, modelsDev }, context);
  context.print(context.json ? JSON.stringify(list, null, 2) : pricesTable(list.prices, context));
  return 'ok';
};
