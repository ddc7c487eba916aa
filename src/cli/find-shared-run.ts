import type { Control } from '../contract/control.ts';
import type { Run } from '../contract/run.ts';
import type { Suite } from '../contract/suite.ts';
import { openControl } from '../control/open-control.ts';
import type { CommandContext } from './command.ts';

/** Opens control for one piece of work and closes it again. */
export async function withControl<T>(
  { control: url, note }: Pick<CommandContext, 'control' | 'note'>,
  work: (control: Control) => Promise<T>,
): Promise<T> {
  const control = await openControl(url as string, (error) => note(`control database: ${error.message}`));
  try {
    return await work(control);
  } finally {
    await control.close();
  }
}

const sameNames = (run: Run, suite: Suite) =>
  JSON.stringify(run.targets.map(({ id }) => id)) === JSON.stringify(suite.targets.map(({ id }) => id));

/** The newest run by workers that stopped early, of the same cases, targets and repeats: to be gone on with. */
export function findSharedRun(context: CommandContext, suite: Suite): Promise<Run | null> {
  return withControl(context, async ({ book }) => {
    const found = await book.runs();
    return (
      found.find(
        (run) =>
          run.status === 'partial' &&
          run.suite_hash === suite.hash &&
          run.repeats === suite.repeats &&
          sameNames(run, suite),
      ) ?? null
    );
  });
}
