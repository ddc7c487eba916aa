import type { Control } from '../contract/control.ts';
import type { EmitRunEvent } from '../contract/events.ts';
import { createMemoryEvents } from './memory-events.ts';
import { createMemoryQueue } from './memory-queue.ts';

/** Who takes a lane here lives as long as the queue does: a lane is not lost because the process was busy, or slept. */
const holdMs = 3_600_000;

/** Queue and events of one process that carries its run out alone. `onEvent` hears what happens in runs. */
export function createOwnControl(onEvent: EmitRunEvent): Pick<Control, 'queue' | 'events'> {
  const events = createMemoryEvents();
  void events.listen({
    onEvent(event) {
      if (event.type !== 'run-stop') onEvent(event);
    },
  });
  return { queue: createMemoryQueue(holdMs), events };
}
