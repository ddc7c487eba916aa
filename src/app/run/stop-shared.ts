import type { AppContext } from '../context.ts';
import { withControl } from '../data/with-control.ts';

/** Asks workers everywhere to send nothing more of those running runs that `isMeant`; gives their ids. */
export function stopShared(
  place: Pick<AppContext, 'control' | 'notify'>,
  isMeant: (runId: string) => boolean,
): Promise<string[]> {
  return withControl(place, async ({ registry, events }) => {
    const running = (await registry.runs()).filter(({ status }) => status === 'running');
    const chosen = running.map((run) => run.run_id).filter(isMeant);
    for (const runId of chosen) {
      await registry.askToStop(runId);
      events.publish({ type: 'run-stop', runId });
    }
    return chosen;
  });
}
