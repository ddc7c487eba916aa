import { join } from 'node:path';
import { budgetSchema, type Budget } from '../../contract/budget.ts';
import { readSettings } from '../data/read-settings.ts';

/** `budget.yaml` of the data directory: caps for all its runs, whatever their suites say. `null` when there is none. */
export function readBudget(dataDir: string): Promise<Budget | null> {
  const path = join(dataDir, 'budget.yaml');
  return readSettings({
    path,
    schema: budgetSchema,
    refusal: `${path} is not right: no call is made without its caps`,
    remedy: 'Expected for example: {dayUsd: 20, monthUsd: 200, providers: {openai: {dayUsd: 10}}}.',
  });
}
