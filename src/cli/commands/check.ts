import { checkTargets } from '../../app/run/check-targets.ts';
import { checksTable } from '../../report/checks-table.ts';
import type { RunCommand } from '../command.ts';
import type { checkSpec } from '../specs/run.ts';
import { suiteSource } from '../suite-source.ts';

/** Tries every target of the suite, and every judge, with at most three tiny calls. Ends with `provider` when one cannot do what the suite needs. */
export const run: RunCommand<typeof checkSpec> = async ([path = ''], { target, sim }, context) => {
  const report = await checkTargets({ suite: suiteSource(path), targets: target, simulator: sim }, context);
  const { color, width } = context;
  context.print(context.json ? JSON.stringify(report, null, 2) : checksTable(report, { color, width }));
  return report.ok ? 'ok' : 'provider';
};
