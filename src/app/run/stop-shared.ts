import { runIdIn } from '../../base/run-id-in.ts';
import type { CommandContext } from '../../cli/command.ts';
import { withControl } from '../data/with-control.ts';

/** Asks workers everywhere to send nothing more of runs that go on; gives the ids of those runs. */
export function stopShared(context: CommandContext, id: string | undefined): Promise<string[]> {
  return withControl(context, async ({ registry, events }) => {
    const going = (await registry.runs()).filter(({ status }) => status === 'running');
    const chosen = going
      .map((run) => run.run_id)
      .filter((runId) => id === undefined || runId.startsWith(runIdIn(id)));
    for (const runId of chosen) {
      await registry.askToStop(runId);
      events.publish({ type: 'run-stop', runId });
    }
    return chosen;
  });
}
