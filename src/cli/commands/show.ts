import { listCases, showCase, showRepeats } from '../../app/runs/show-cases.ts';
import { showRun } from '../../app/runs/show-run.ts';
import { caseText } from '../../report/case-text.ts';
import { casesTable } from '../../report/cases-table.ts';
import { comparisonTable } from '../../report/comparison-table.ts';
import { loadText } from '../../report/load-text.ts';
import { raceLines } from '../../report/race-text.ts';
import { repeatsText } from '../../report/repeats-text.ts';
import { runHeading } from '../../report/run-heading.ts';
import { caseJson, casesJson, loadJson, runJson } from '../../report/run-json.ts';
import type { CommandContext, OptionsOf, RunCommand } from '../command.ts';
import type { showSpec } from '../specs/stored.ts';

async function textOf(
  id: string | undefined,
  options: OptionsOf<typeof showSpec>,
  context: CommandContext,
): Promise<string> {
  const { color, width, json } = context;
  const look = { color, width };
  if (options.case !== undefined) {
    const { run, samples } = await showCase({ run: id, caseId: options.case }, context);
    return json ? caseJson(run, options.case, samples) : caseText(run, options.case, samples, { color });
  }
  if (options.repeats) {
    const { run, report } = await showRepeats({ run: id }, context);
    return json
      ? JSON.stringify(report, null, 2)
      : [runHeading(run, look), '', repeatsText(report, look)].join('\n');
  }
  if (options.cases) {
    const { run, cases } = await listCases({ run: id }, context);
    return json
      ? casesJson(run, cases)
      : [runHeading(run, look), '', casesTable(run, cases, look)].join('\n');
  }
  const { run, summary, load } = await showRun({ run: id }, context);
  if (load) return json ? loadJson(load) : loadText(load, look);
  if (!summary) return '';
  return json
    ? runJson(summary)
    : [runHeading(run, look), '', comparisonTable(summary, look), ...raceLines(summary.run, look)].join('\n');
}

/** The comparison of a run, its cases, or one of them. */
export const run: RunCommand<typeof showSpec> = async ([id], options, context) => {
  context.print(await textOf(id, options, context));
  return 'ok';
};
