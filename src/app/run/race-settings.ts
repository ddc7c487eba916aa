import { readFraction } from '../../base/fraction.ts';
import { AssayError } from '../../contract/errors.ts';
import type { RaceSettings } from '../../contract/race.ts';
import type { Suite } from '../../contract/suite.ts';
import type { RaceSpec } from './run-spec.ts';

const goals = 'best, top-2 (or another number), within or cheapest';

/** Strictly between 0 and 1: with 0 nothing would ever be certain. */
function fractionOf(name: 'margin' | 'alpha', given: number | string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  const read = readFraction(String(given), name === 'margin' ? 'margin' : 'fraction');
  if ('value' in read && read.value > 0 && read.value < 1) return read.value;
  const expected = 'value' in read ? 'a fraction between 0 and 1' : read.expected;
  throw new AssayError('usage', `${name} is ${JSON.stringify(given)}`, { remedy: `Expected ${expected}.` });
}

/** Throws `usage`. The suite's baseline is that of the race. */
export function raceSettings(race: RaceSpec, { targets, baselineId }: Suite): RaceSettings {
  const { goal = 'best', margin, alpha, scope = 'work' } = race;
  const top = /^top-([1-9]\d*)$/.exec(goal);
  const kind = top ? 'top' : goal;
  if (kind !== 'best' && kind !== 'top' && kind !== 'within' && kind !== 'cheapest')
    throw new AssayError('usage', `the goal of the race is "${goal}"`, { remedy: `Expected ${goals}.` });
  if (targets.length < 2)
    throw new AssayError('usage', 'a race needs two targets or more', { remedy: 'Add one with -t.' });
  const k = top ? Number(top[1]) : 1;
  if (k >= targets.length)
    throw new AssayError(
      'usage',
      `the goal of the race is "${goal}", and there are ${targets.length} targets`,
    );
  if (kind === 'within' && baselineId === undefined)
    throw new AssayError('usage', 'a race with the goal "within" needs a baseline', {
      remedy: 'Name it with --baseline, or as `baseline` in the suite.',
    });
  return {
    kind,
    k,
    delta: fractionOf('margin', margin, 0.03),
    alpha: fractionOf('alpha', alpha, 0.05),
    scope,
    baseline_id: baselineId ?? null,
  };
}
