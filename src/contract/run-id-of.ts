import type { RunEvent } from './events.ts';

/** The run that an event is of. */
export function runIdOf(event: RunEvent): string {
  if (event.type === 'sample-end') return event.sample.run_id;
  if (event.type === 'attempt-retry') return event.retried.run_id;
  return 'run_id' in event ? event.run_id : event.run.run_id;
}
