import { stopPatienceMs, stopRun } from '../../app/run/stop-run.ts';
import { formatCounted } from '../../view/format.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import type { RunCommand } from '../command.ts';
import type { stopSpec } from '../specs/run.ts';

const unheard = `did not answer within ${stopPatienceMs / 1000} s`;

function outcomeOf(heard: boolean | null, isNow: boolean): string {
  if (heard === null) return 'all workers were asked to make no more calls';
  if (!heard) return unheard;
  return isNow
    ? 'makes no more calls and abandons those in flight'
    : 'makes no more calls; those in flight are finished';
}

/** Asks runs of any process on this machine, or of workers, to make no more calls; what was measured is kept. */
export const run: RunCommand<typeof stopSpec> = async ([id], { now }, context) => {
  const { runs } = await stopRun({ run: id, now }, context);
  if (context.json) context.print(JSON.stringify({ schema: 'assay.stop/1', runs }));
  else for (const { run_id, heard } of runs) context.print(`${shortRunId(run_id)}: ${outcomeOf(heard, now)}`);
  const deaf = runs.filter(({ heard }) => heard === false).length;
  if (deaf > 0 && !context.json)
    context.note(`${formatCounted(deaf, 'run')} may still make calls; end its process.`);
  return deaf > 0 ? 'failure' : 'ok';
};
