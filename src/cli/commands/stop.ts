import { AssayError } from '../../contract/errors.ts';
import { formatCounted } from '../../report/format.ts';
import { shortRunId } from '../../report/runs-table.ts';
import { allRuns, loadRunHead, type RunDirectory } from '../../run/run-directory.ts';
import { askToStop } from '../../run/stop-request.ts';
import type { CommandModule } from '../command.ts';
import { isAlive } from '../is-alive.ts';

const patienceMs = 5000;

async function goingOn(dataDir: string): Promise<RunDirectory[]> {
  const found: RunDirectory[] = [];
  for (const directory of await allRuns(dataDir)) {
    const { run, pid } = await loadRunHead(directory);
    if (run.status === 'running' && isAlive(pid)) found.push(directory);
  }
  return found;
}

function chosen(going: RunDirectory[], id: string | undefined): RunDirectory[] {
  const found = id === undefined ? going : going.filter(({ runId }) => runId.startsWith(id));
  if (found.length > 0) return found;
  throw new AssayError(
    'run-not-found',
    id === undefined ? 'no run is going on' : `no run that begins with "${id}" is going on`,
    {
      remedy:
        going.length > 0
          ? `Going on: ${going.map(({ runId }) => shortRunId(runId)).join(', ')}.`
          : '`assay list` shows the runs of this data directory; --data-dir names another.',
    },
  );
}

/** Asks runs of any process on this machine to send nothing more; what was measured is kept. */
export const run: CommandModule['run'] = async ([id], options, context) => {
  const request = options['now'] === true ? 'kill' : 'stop';
  const runs = chosen(await goingOn(context.dataDir), id);
  const heard = await Promise.all(runs.map((directory) => askToStop(directory, request, patienceMs)));
  if (context.json) {
    const listed = runs.map(({ runId }, i) => ({ run_id: runId, heard: heard[i] }));
    context.print(JSON.stringify({ schema: 'assay.stop/1', runs: listed }));
  } else {
    const what =
      request === 'kill'
        ? 'sends nothing more and gives up what is in flight'
        : 'sends nothing more; what is in flight is finished';
    for (const [i, { runId }] of runs.entries())
      context.print(
        heard[i]
          ? `${shortRunId(runId)} ${what}`
          : `${shortRunId(runId)} did not answer within ${patienceMs / 1000} s`,
      );
  }
  const deaf = heard.filter((wasHeard) => !wasHeard).length;
  if (deaf > 0 && !context.json)
    context.note(`${formatCounted(deaf, 'run')} may still send; end its process.`);
  return deaf > 0 ? 'failure' : 'ok';
};
