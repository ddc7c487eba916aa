import { expect, it } from 'vitest';
import { exampleTarget } from '../../../test/example-summary.ts';
import type { RaceReport } from '../../contract/race.ts';
import { StandingLines } from './standing-lines.ts';

const run = { targets: ['small', 'large'].map((label) => ({ ...exampleTarget(label), id: `id-${label}` })) };

const report = (...states: ['open' | 'out' | 'chosen', number][]) =>
  ({
    targets: states.map(([state, cases], i) => ({
      target_id: run.targets[i]?.id,
      state,
      reason: state === 'out' ? 'large certainly better' : null,
      cases,
    })),
  }) as unknown as RaceReport;

it('tells of each target once, when something about it became certain', () => {
  const lines = new StandingLines();
  expect(lines.news(report(['open', 1], ['open', 1]), run)).toEqual([]);
  expect(lines.news(report(['out', 40], ['open', 40]), run)).toEqual([
    'race: small out after 40 cases, large certainly better',
  ]);
  expect(lines.news(report(['out', 40], ['chosen', 1]), run)).toEqual(['race: large chosen after 1 case']);
});

it('takes the id of a target it does not know', () => {
  expect(new StandingLines().news(report(['out', 2]), undefined)[0]).toContain('id-small out');
});
