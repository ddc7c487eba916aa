import { selfTest } from '../../app/run/self-test.ts';
import { selftestTable } from '../../report/selftest-table.ts';
import type { RunCommand } from '../command.ts';
import type { selftestSpec } from '../specs/run.ts';

/** Measures the client itself; the report stays in the data directory and beside every later run. */
export const run: RunCommand<typeof selftestSpec> = async (_args, { quick }, context) => {
  const report = await selfTest({ quick }, context);
  const { color, width } = context;
  context.print(context.json ? JSON.stringify(report) : selftestTable(report, { color, width }));
  return 'ok';
};
