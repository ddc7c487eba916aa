import { expect, it } from 'vitest';
import type { Suite } from '../../contract/suite.ts';
import { raceSettings } from './race-settings.ts';
import type { RaceSpec } from './run-spec.ts';

const suite = { targets: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] } as Suite;
const withBaseline = { ...suite, baselineId: 'b' };

it.each<[RaceSpec, object]>([
  [{}, { kind: 'best', k: 1, delta: 0.03, alpha: 0.05, scope: 'work', baseline_id: null }],
  [
    { goal: 'top-2', alpha: '1%' },
    { kind: 'top', k: 2, alpha: 0.01 },
  ],
  [
    { goal: 'cheapest', margin: 0.02, scope: 'suite' },
    { kind: 'cheapest', delta: 0.02, scope: 'suite' },
  ],
  [{ goal: 'cheapest', margin: '3 points' }, { delta: 0.03 }],
])('reads %j', (race, settings) => {
  expect(raceSettings(race, suite)).toMatchObject(settings);
});

it('compares with the baseline of the suite', () => {
  expect(raceSettings({ goal: 'within' }, withBaseline)).toMatchObject({ kind: 'within', baseline_id: 'b' });
});

it.each<[RaceSpec, string]>([
  [{ goal: 'first' }, '"first"'],
  [{ goal: 'top-0' }, '"top-0"'],
  [{ goal: 'top-3' }, 'there are 3 targets'],
  [{ goal: 'within' }, 'needs a baseline'],
  [{ alpha: 0 }, 'alpha is 0'],
  [{ alpha: 1 }, 'alpha is 1'],
  [{ goal: 'cheapest', margin: 'some' }, 'margin is "some"'],
  // 0.5 points, or half of the quality
  [{ goal: 'cheapest', margin: '0.5' }, 'margin is "0.5"'],
])('refuses %j', (race, message) => {
  expect(() => raceSettings(race, suite)).toThrow(message);
});

it('is between two targets at least', () => {
  expect(() => raceSettings({}, { targets: [{ id: 'a' }] } as Suite)).toThrow('two targets');
});
