import { z } from 'zod';
import { runIdIn } from '../../base/run-id-in.ts';
import { AssayError } from '../../contract/errors.ts';
import { allRuns, loadRunHead, type RunDirectory } from '../../journal/run-directory.ts';
import { askToStop } from '../../journal/stop-request.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import type { AppContext } from '../context.ts';
import { isCarried } from '../data/runs-here.ts';
import { defineUseCase } from '../use-case.ts';

/** How long a run may take to hear. */
export const stopPatienceMs = 5000;

/** Runs of any process on this machine. */
async function running(dataDir: string): Promise<RunDirectory[]> {
  const found: RunDirectory[] = [];
  for (const directory of await allRuns(dataDir)) {
    // one that cannot be read is in nobody's way
    const head = await loadRunHead(directory).catch(() => null);
    if (head?.run.status === 'running' && isCarried(head.pid, directory.runId)) found.push(directory);
  }
  return found;
}

function chosen(
  all: RunDirectory[],
  named: string | undefined,
  isMeant: (runId: string) => boolean,
): RunDirectory[] {
  const found = all.filter(({ runId }) => isMeant(runId));
  if (found.length > 0) return found;
  throw new AssayError(
    'run-not-found',
    named === undefined ? 'no run is running' : `no run that begins with "${named}" is running`,
    {
      remedy:
        all.length > 0
          ? `Running: ${all.map(({ runId }) => shortRunId(runId)).join(', ')}.`
          : '`assay list` shows the runs of this data directory; --data-dir names another.',
    },
  );
}

/** With `control`: runs that workers carry out, on whatever machine. */
async function stopAtWorkers(context: AppContext, isMeant: (runId: string) => boolean): Promise<string[]> {
  if (context.control === undefined) return [];
  const { stopShared } = await import('./stop-shared.ts');
  return stopShared(context, isMeant);
}

export const stopRun = defineUseCase({
  name: 'stopRun',
  summary: 'Asks runs, of whatever process or of workers, to send nothing more; what was measured is kept.',
  input: z.strictObject({
    run: z
      .string()
      .min(1)
      .optional()
      .describe('id of the run, or its beginning; default: all that are running'),
    now: z.boolean().default(false).describe('give up what is in flight, too'),
  }),
  output: z.strictObject({
    runs: z.array(
      z.strictObject({
        run_id: z.string(),
        heard: z
          .boolean()
          .nullable()
          .describe('whether it answered within 5 seconds; null: workers were asked, who do not answer'),
      }),
    ),
  }),
  async run({ run: named, now }, context) {
    const isMeant = (runId: string) => named === undefined || runId.startsWith(runIdIn(named));
    const shared = await stopAtWorkers(context, isMeant);
    if (shared.length > 0) return { runs: shared.map((run_id) => ({ run_id, heard: null })) };
    const directories = chosen(await running(context.dataDir), named, isMeant);
    const request = now ? 'kill' : 'stop';
    const asked = directories.map(async (directory) => ({
      run_id: directory.runId,
      heard: await askToStop(directory, request, stopPatienceMs),
    }));
    return { runs: await Promise.all(asked) };
  },
});
