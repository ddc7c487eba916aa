import type { LaneChange, LaneRecord } from '../../contract/lane.ts';
import type { Run } from '../../contract/run.ts';

/** Changes kept of a lane, as a page that follows is sent all of them again and again; every second one is left out when there would be more. */
const maxChanges = 40;

/** First, last and what a reader wants to know the reason of stay. */
function thinned(changes: LaneChange[]): LaneChange[] {
  if (changes.length <= maxChanges) return changes;
  return changes.filter(
    (change, i) => i % 2 === 0 || i === changes.length - 1 || change.state === 'set_aside',
  );
}

/** The run with what one lane did added to its record. */
export function withLaneChange(run: Run, targetId: string, change: LaneChange): Run {
  const lanes: LaneRecord[] = run.lanes ?? run.targets.map(({ id }) => ({ target_id: id, changes: [] }));
  return {
    ...run,
    lanes: lanes.map((lane) =>
      lane.target_id === targetId ? { ...lane, changes: thinned([...lane.changes, change]) } : lane,
    ),
  };
}
