/** What `assay init --from` makes of a file, without a process of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contextOf } from '../../src/cli/context.ts';
import { runCommand } from '../../test/made-up/run-command.ts';
import type { Converted } from '../../src/exchange/suites/converted.ts';

let made = 0;

/** The text of the suite, once it reads as one, and the list. Throws what the command would. */
export async function makeSuite(
  from: string,
  folder: string,
): Promise<{ text: string; unsupported: Converted['unsupported'] }> {
  const plain = contextOf({}, {
    env: {},
    cwd: () => folder,
    stdout: process.stdout,
    stderr: process.stderr,
  } as never);
  let printed = '';
  const path = join(folder, `made-${made++}.yaml`);
  await runCommand(
    'init',
    [path],
    { from },
    {
      ...plain,
      json: true,
      note: () => undefined,
      print: (text: string) => void (printed += text),
    },
  );
  const { unsupported } = JSON.parse(printed) as { unsupported: Converted['unsupported'] };
  return { text: readFileSync(path, 'utf8'), unsupported };
}
