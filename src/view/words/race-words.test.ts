import { expect, it } from 'vitest';
import type { RaceReport } from '../../contract/race.ts';
import { raceVerdict, standingText } from './race-words.ts';

const race = (kind: RaceReport['settings']['kind'], decided: boolean, winners: string[]) =>
  ({
    settings: { kind, k: 2, delta: 0.03, alpha: 0.05 },
    decided,
    winners,
    more_cases: decided ? null : 1200,
  }) as unknown as RaceReport;
const upper = (id: string) => id.toUpperCase();

it('asks until it is certain, then answers', () => {
  expect(raceVerdict(race('best', false, []), upper)).toBe(
    'Inconclusive (chance of error at most 5 % at every look): the best. About 1,200 more cases at this pace.',
  );
  expect(raceVerdict(race('top', true, ['a', 'b']), upper)).toBe(
    'Certain (chance of error at most 5 %): the best 2: A, B.',
  );
  expect(raceVerdict(race('within', true, []), upper)).toMatch(/within 3 points of the baseline: none/);
});

it('says how a target stands', () => {
  expect(standingText({ state: 'open', reason: null })).toBe('open');
  expect(standingText({ state: 'out', reason: 'B certainly better' })).toBe('out: B certainly better');
  expect(standingText({ state: 'reference', reason: 'the baseline' })).toBe('the baseline');
});
