import { rebuild } from '../../app/stored/rebuild.ts';
import { formatCounted } from '../../view/format.ts';
import { leftOutText } from '../../view/words/left-out.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import type { RunCommand } from '../command.ts';
import type { rebuildSpec } from '../specs/stored.ts';
import { withProgressUntilInterrupted } from '../tell-while.ts';

type Rebuilt = Awaited<ReturnType<typeof rebuild>>;

function rebuiltText({ runs, left_out: skipped = [] }: Rebuilt): string {
  const all = runs.map(({ run_id }) => shortRunId(run_id)).join(', ');
  return [
    ...(runs.length > 0 ? [`${formatCounted(runs.length, 'run')} rebuilt: ${all}`] : []),
    ...(runs.length === 0 && skipped.length === 0 ? ['The database has every run that has a journal.'] : []),
    ...runs.flatMap(({ run_id, left_out }) => {
      const what = leftOutText(left_out);
      return what === null ? [] : [`Run ${shortRunId(run_id)}: ${what}.`];
    }),
    ...(skipped.length > 0 ? [`${formatCounted(skipped.length, 'run')} could not be rebuilt.`] : []),
  ].join('\n');
}

/** Ends as `partial` when it could not read all there is. */
export const run: RunCommand<typeof rebuildSpec> = async ([id], _options, context) => {
  const done = await withProgressUntilInterrupted(context, 'rebuilding', (watched) =>
    rebuild({ run: id }, watched),
  );
  context.print(context.json ? JSON.stringify(done, null, 2) : rebuiltText(done));
  const isWhole = !done.left_out && done.runs.every(({ left_out }) => !left_out);
  return isWhole ? 'ok' : 'partial';
};
