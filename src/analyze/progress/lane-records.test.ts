import { describe, expect, it } from 'vitest';
import { exampleRun, exampleTarget } from '../../../test/example-summary.ts';
import type { LaneChange } from '../../contract/lane.ts';
import { withLaneChange } from './lane-records.ts';

const change = (at_ms: number, state: LaneChange['state'] = 'sending'): LaneChange => ({
  at_ms,
  state,
  reason: '',
  until_ms: null,
  concurrency: at_ms,
});

describe('withLaneChange', () => {
  it('adds to the one lane, and leaves the run it was given alone', () => {
    const run = exampleRun([exampleTarget('a', 1), exampleTarget('b', 1)]);
    const [a = '', b = ''] = run.targets.map(({ id }) => id);
    const twice = withLaneChange(withLaneChange(run, b, change(1)), b, change(2));
    expect(twice.lanes).toEqual([
      { target_id: a, changes: [] },
      { target_id: b, changes: [change(1), change(2)] },
    ]);
    expect(run.lanes).toBeUndefined();
  });

  it('stays small, with the first, the last and why a target was disabled', () => {
    let run = exampleRun([exampleTarget('a', 1)]);
    const id = run.targets[0]?.id ?? '';
    for (let at = 0; at < 1000; at++)
      run = withLaneChange(run, id, change(at, at === 501 ? 'set_aside' : 'sending'));
    const changes = run.lanes?.[0]?.changes ?? [];
    expect(changes.length).toBeLessThanOrEqual(45);
    expect(changes[0]?.at_ms).toBe(0);
    expect(changes.at(-1)?.at_ms).toBe(999);
    expect(changes.filter(({ state }) => state === 'set_aside')).toHaveLength(1);
    expect(changes.map(({ at_ms }) => at_ms)).toEqual(
      changes.map(({ at_ms }) => at_ms).toSorted((x, y) => x - y),
    );
  });
});
