import { describe, expect, it } from 'vitest';
import { runOf } from '../../test/made-up/board-rows.ts';
import type { RaceReport, RaceTarget } from '../contract/race.ts';
import { raceLines } from './race-text.ts';

const target = (target_id: string, more: Partial<RaceTarget> = {}): RaceTarget => ({
  target_id,
  state: 'open',
  reason: null,
  cases: 40,
  quality: 0.8,
  low: 0.7,
  high: 0.9,
  cost_per_case_usd: 0.01,
  calls: 40,
  calls_saved: 0,
  usd_saved: 0,
  ...more,
});
function textOf(targets: RaceTarget[], more: Partial<RaceReport> = {}): string {
  const race: RaceReport = {
    schema: 'assay.race/1',
    settings: { kind: 'best', k: 1, delta: 0.02, alpha: 0.05, scope: 'suite', baseline_id: null },
    decided: false,
    winners: [],
    targets,
    calls: 80,
    calls_saved: 0,
    usd_saved: null,
    more_cases: null,
    ...more,
  };
  return raceLines(
    runOf(
      targets.map(({ target_id }) => target_id),
      { race },
    ),
    { color: false, width: 140 },
  ).join('\n');
}

describe('what a race found', () => {
  it('is nothing of a run that was none', () => {
    expect(raceLines(runOf(['a']), { color: false, width: 80 })).toEqual([]);
  });

  it('names who it is, why the others are out, and what that saved', () => {
    const text = textOf(
      [
        target('a', { state: 'chosen', reason: 'the best' }),
        target('b', { state: 'out', reason: 'a certainly better', calls_saved: 120, usd_saved: 1.2 }),
      ],
      { decided: true, winners: ['a'], calls: 80, calls_saved: 120, usd_saved: 1.2 },
    );
    expect(text).toMatch(/^a +chosen .* the best$/m);
    expect(text).toMatch(/^b +out .* 120 +a certainly better$/m);
    expect(text).toContain(
      'Certain (chance of error at most 5 %): the best: a. 120 calls (60 %), about $1.20 saved.',
    );
  });

  it('says that nothing was saved, and how far it is from certain', () => {
    const text = textOf([target('a'), target('b')], { more_cases: 30 });
    expect(text).toContain(
      'Inconclusive (chance of error at most 5 % at every look): the best. About 30 more cases at this pace. No call saved.',
    );
  });

  it('shows n/a before the first case, and no cost where none is known', () => {
    const text = textOf([target('a', { cases: 0, quality: null, low: null, high: null, calls: 0 })], {
      calls: 0,
    });
    expect(text).toMatch(/^a +open +0 +n\/a/m);
    expect(text).not.toMatch(/NaN|null|undefined/);
  });
});
