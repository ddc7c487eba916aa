import type { EmitRunEvent } from '../contract/events.ts';
import type { ResultStore } from '../contract/result-store.ts';
import { createMemoryEvents } from '../control/memory-events.ts';
import { followEvents } from '../server/follow-events.ts';
import type { LiveHub } from '../server/live-hub.ts';
import type { HostOptions } from './host.ts';

export interface JoinedEvents {
  /** For what happens in this process. */
  emit: EmitRunEvent;
  /** Asks workers to stop a run; `false` when they carry out none of this id. */
  stopRun(runId: string): boolean;
  close(): Promise<void>;
}

/** Brings what happens to the page: in this process and, with `control`, on all machines. */
export async function joinEvents(
  { control: url, note }: Pick<HostOptions, 'control' | 'note'>,
  store: ResultStore,
  live: LiveHub,
  onError: (error: unknown) => void,
): Promise<JoinedEvents> {
  const own = createMemoryEvents();
  await own.listen({ onEvent: (event) => event.type === 'run-stop' || live.handle(event) });
  if (url === undefined) return { emit: own.publish, stopRun: () => false, close: () => own.close() };
  // only who shares runs loads what talks to PostgreSQL
  const { openControl } = await import('../control/open-control.ts');
  const control = await openControl(url, (error) => note(`control database: ${error.message}`));
  const followed = await followEvents(control.events, store, live, onError);
  return {
    emit: own.publish,
    stopRun(runId) {
      if (!followed.isGoingOn(runId)) return false;
      control.registry
        .askToStop(runId)
        .then(() => control.events.publish({ type: 'run-stop', runId }))
        .catch(onError);
      return true;
    },
    async close() {
      followed.close();
      await control.close();
      await own.close();
    },
  };
}
