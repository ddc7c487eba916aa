import { resolve } from 'node:path';
import { gate } from '../../app/analysis/gate.ts';
import { appendFile, writeFile } from '../../app/data/write-file.ts';
import { gateJunit, gateMarkdown, gateText, githubAnnotations } from '../../report/gate-text.ts';
import type { RunCommand } from '../command.ts';
import type { gateSpec } from '../specs/decide.ts';

/** Whether a stored run meets what is required; the exit code says so. */
export const run: RunCommand<typeof gateSpec> = async ([id], options, context) => {
  const { junit, github, target: targets, ...checks } = options;
  const report = await gate({ run: id, targets, ...checks }, context);
  if (junit !== undefined) await writeFile(resolve(context.cwd, junit), gateJunit(report));
  if (github || context.env['GITHUB_ACTIONS'] === 'true') {
    for (const line of githubAnnotations(report)) context.annotate(line);
    const summaryFile = context.env['GITHUB_STEP_SUMMARY'];
    if (summaryFile) await appendFile(summaryFile, `${gateMarkdown(report)}\n`);
  }
  context.print(context.json ? JSON.stringify(report, null, 2) : gateText(report, context));
  return report.passed ? 'ok' : 'gate';
};
