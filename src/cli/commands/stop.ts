import { runIdIn } from '../../base/run-id-in.ts';
import { AssayError } from '../../contract/errors.ts';
import { formatCounted } from '../../view/format.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import { allRuns, loadRunHead, type RunDirectory } from '../../journal/run-directory.ts';
import { askToStop } from '../../journal/stop-request.ts';
import type { CommandContext, RunCommand } from '../command.ts';
import type { stopSpec } from '../specs/run.ts';
import { isAlive } from '../../base/own-process.ts';

const patienceMs = 5000;

async function goingOn(dataDir: string): Promise<RunDirectory[]> {
  const found: RunDirectory[] = [];
  for (const directory of await allRuns(dataDir)) {
    // one that cannot be read is in nobody's way
    const head = await loadRunHead(directory).catch(() => null);
    if (head?.run.status === 'running' && isAlive(head.pid)) found.push(directory);
  }
  return found;
}

function chosen(going: RunDirectory[], id: string | undefined): RunDirectory[] {
  const found = id === undefined ? going : going.filter(({ runId }) => runId.startsWith(runIdIn(id)));
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

/** With `control`: runs that workers carry out, on whatever machine. Whether they heard is not known here. */
async function stopAtWorkers(id: string | undefined, context: CommandContext): Promise<number> {
  if (context.control === undefined) return 0;
  const { stopShared } = await import('../../app/run/stop-shared.ts');
  const asked = await stopShared(context, id);
  if (context.json && asked.length > 0) {
    const listed = asked.map((runId) => ({ run_id: runId, heard: null }));
    context.print(JSON.stringify({ schema: 'assay.stop/1', runs: listed }));
  } else
    for (const runId of asked)
      context.print(`${shortRunId(runId)}: all workers were asked to send nothing more`);
  return asked.length;
}

/** Asks runs of any process on this machine, or of workers, to send nothing more; what was measured is kept. */
export const run: RunCommand<typeof stopSpec> = async ([id], options, context) => {
  if ((await stopAtWorkers(id, context)) > 0) return 'ok';
  const request = options.now ? 'kill' : 'stop';
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
