import { describe, expect, it } from 'vitest';
import type { RunPhase } from '../../contract/load.ts';
import { phasesOfJournal } from './phases-of-journal.ts';

const begun = (from_ms: number, target_id = 't'): RunPhase => ({
  target_id,
  purpose: 'measure',
  rate: 5,
  users: null,
  from_ms,
  measure_from_ms: from_ms + 5000,
  measure_to_ms: from_ms + 35_000,
  ended_at_ms: null,
});

describe('phasesOfJournal', () => {
  it('takes each phase as it ended', () => {
    const ended = { ...begun(0), measure_to_ms: 20_000, ended_at_ms: 21_000 };
    const other = { ...begun(0, 'u'), ended_at_ms: 36_000 };
    expect(phasesOfJournal([begun(0), ended, begun(0, 'u'), other], 99_000)).toEqual([ended, other]);
  });

  it('cuts off the one that did not end where the journal ends', () => {
    const [measuring] = phasesOfJournal([begun(0)], 12_000);
    expect(measuring).toMatchObject({ measure_from_ms: 5000, measure_to_ms: 12_000, ended_at_ms: 12_000 });
    const [warming] = phasesOfJournal([begun(0)], 3000);
    expect(warming).toMatchObject({ measure_from_ms: 3000, measure_to_ms: 3000, ended_at_ms: 3000 });
    const [draining] = phasesOfJournal([begun(0)], 50_000);
    expect(draining).toMatchObject({ measure_to_ms: 35_000, ended_at_ms: 50_000 });
    expect(phasesOfJournal([begun(60_000)], 50_000)[0]?.ended_at_ms).toBe(60_000);
  });
});
