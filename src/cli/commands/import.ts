import { relative, resolve } from 'node:path';
import { importRun } from '../../app/import/import-run.ts';
import { importText } from '../../report/import-text.ts';
import { leftOutText } from '../../view/words/left-out.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import type { RunCommand } from '../command.ts';
import type { importSpec } from '../specs/exchange.ts';
import { withProgressUntilInterrupted } from '../tell-while.ts';

/** Ends as `partial` when the results refused some of the rows. */
export const run: RunCommand<typeof importSpec> = async ([file = ''], options, context) => {
  const { scorer: scorers, ...others } = options;
  const name = relative(context.cwd, resolve(context.cwd, file));
  const made = await withProgressUntilInterrupted(context, `reading ${name}`, (watched) =>
    importRun({ file, scorers, ...others }, watched),
  );
  context.print(context.json ? JSON.stringify(made, null, 2) : importText(name, made));
  const missing = leftOutText(made.left_out);
  if (missing === null) return 'ok';
  context.note(`Run ${shortRunId(made.run_id)}: ${missing}. \`assay doctor\` says what can be done.`);
  return 'partial';
};
