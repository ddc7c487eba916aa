import { deleteSuite, listSuites, showSuite } from '../../app/suite/saved-suites.ts';
import { AssayError } from '../../contract/errors.ts';
import { suitesTable } from '../../report/suites-table.ts';
import { formatCounted } from '../../view/format.ts';
import type { CommandContext, RunCommand } from '../command.ts';
import type { suitesSpec } from '../specs/suites.ts';

async function list(context: CommandContext): Promise<void> {
  const answer = await listSuites({}, context);
  if (context.json) context.print(JSON.stringify(answer, null, 2));
  else if (answer.suites.length === 0) context.print('No suite is saved yet: `assay save SUITE` saves one.');
  else context.print(suitesTable(answer.suites, context));
}

async function show(suite: string, isText: boolean, context: CommandContext): Promise<void> {
  const answer = await showSuite({ suite }, context);
  if (context.json) context.print(JSON.stringify(answer, null, 2));
  else if (isText) context.document(answer.text);
  else context.print(suitesTable(answer.versions, context));
}

async function remove(suite: string, context: CommandContext): Promise<void> {
  const answer = await deleteSuite({ suite }, context);
  const text = `${answer.name}: ${formatCounted(answer.versions, 'version')} deleted`;
  context.print(context.json ? JSON.stringify(answer, null, 2) : text);
}

export const run: RunCommand<typeof suitesSpec> = async ([name], options, context) => {
  if (name === undefined && (options.delete || options.text))
    throw new AssayError(
      'usage',
      `--${options.delete ? 'delete' : 'text'} is of one suite, and none is named`,
      {
        remedy: 'Name it: `assay suites` lists them.',
      },
    );
  if (name === undefined) await list(context);
  else if (options.delete) await remove(name, context);
  else await show(name, options.text, context);
  return 'ok';
};
