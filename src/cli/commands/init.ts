import { relative } from 'node:path';
import { importSuite, startSuite } from '../../app/import/import-suite.ts';
import { formatCounted } from '../../view/format.ts';
import type { RunCommand } from '../command.ts';
import type { initSpec } from '../specs/exchange.ts';
import { withProgressUntilInterrupted } from '../tell-while.ts';

export const run: RunCommand<typeof initSpec> = async ([file], { from, ...others }, context) => {
  const made: { path: string; cases?: number } =
    from === undefined
      ? await startSuite({ file }, context)
      : await withProgressUntilInterrupted(context, `reading ${from}`, (watched) =>
          importSuite({ file, from, ...others }, watched),
        );
  if (context.json) {
    context.print(JSON.stringify(made, null, 2));
    return 'ok';
  }
  const name = relative(context.cwd, made.path);
  const cases = made.cases === undefined ? '' : ` with ${formatCounted(made.cases, 'case')}`;
  context.print(
    `Wrote ${name}${cases}. Next: edit it, then \`assay plan ${name}\`, then \`assay run ${name}\`.`,
  );
  return 'ok';
};
