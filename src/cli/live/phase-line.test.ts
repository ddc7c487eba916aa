import { describe, expect, it } from 'vitest';
import { exampleRun, exampleTarget } from '../../../test/example-summary.ts';
import type { RunPhase } from '../../contract/load.ts';
import { phaseLine } from './phase-line.ts';

const target = exampleTarget('quick', 0);
const phase: RunPhase = {
  target_id: target.id,
  purpose: 'ascend',
  rate: 8,
  users: null,
  from_ms: 0,
  measure_from_ms: 5000,
  measure_to_ms: 15_000,
  ended_at_ms: null,
};
const runWith = (...phases: RunPhase[]) =>
  exampleRun([target], { load: { shape: 'sweep', options: {}, phases } });

describe('phaseLine', () => {
  it('says which phase, what it is for and how long it lasts', () => {
    const run = runWith({ ...phase, rate: 4, ended_at_ms: 0 }, phase);
    expect(phaseLine(run, 1000)).toBe('phase 2 of quick: ramp up, 8.00/s, warming up, 4.0 s left');
    expect(phaseLine(run, 6000)).toBe('phase 2 of quick: ramp up, 8.00/s, measuring, 9.0 s left');
    expect(phaseLine(run, 16_000)).toBe('phase 2 of quick: ramp up, 8.00/s, waiting for what is in flight');
  });

  it('names users where there is no rate', () => {
    const closed = { ...phase, purpose: 'measure' as const, rate: null, users: 20 };
    expect(phaseLine(runWith(closed), 6000)).toBe('phase 1 of quick: 20 users, measuring, 9.0 s left');
  });

  it('says nothing before the first, between two, and without a load', () => {
    expect(phaseLine(runWith(), 0)).toBeNull();
    expect(phaseLine(runWith({ ...phase, ended_at_ms: 15_000 }), 15_001)).toBeNull();
    expect(phaseLine(exampleRun([target]), 0)).toBeNull();
  });
});
