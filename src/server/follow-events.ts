/** What other machines tell of their runs, on this server's pages. */
import type { Events } from '../contract/event-bus.ts';
import type { RunEvent } from '../contract/events.ts';
import { runIdOf } from '../contract/run-id-of.ts';
import type { ResultStore } from '../contract/result-store.ts';
import { createAdopter } from './adopt.ts';
import type { LiveHub } from './live-hub.ts';

export interface FollowedEvents {
  /** A run that other machines carry out, and that has not ended. */
  isGoingOn(runId: string): boolean;
  close(): void;
}

/** Runs whose beginning was not seen are taken up from what is stored; so are events that were missed. */
export async function followEvents(
  events: Events,
  store: ResultStore,
  live: LiveHub,
  onError: (error: unknown) => void,
): Promise<FollowedEvents> {
  const { adopt, catchUp } = createAdopter(store, live);
  const goingOn = new Set<string>();
  /** One after the other: taking a run up takes a while, and events keep their order. */
  let handled: Promise<unknown> = Promise.resolve();

  async function handle(event: RunEvent): Promise<void> {
    const runId = runIdOf(event);
    if (event.type === 'run-end') goingOn.delete(runId);
    else if (event.type !== 'run-changed') goingOn.add(runId);
    if (event.type === 'sample-end' && !(await adopt(runId))) return;
    live.handle(event);
  }
  async function catchUpAll(): Promise<void> {
    for (const runId of goingOn) {
      await catchUp(runId);
      if (live.get(runId)?.ended) goingOn.delete(runId);
    }
  }
  const inTurn = (work: () => Promise<void>) => {
    handled = handled.then(work).catch(onError);
  };
  const leave = await events.listen({
    onEvent(event) {
      if (event.type !== 'run-stop') inTurn(() => handle(event));
    },
    onGap: () => inTurn(catchUpAll),
  });
  return { isGoingOn: (runId) => goingOn.has(runId), close: leave };
}
