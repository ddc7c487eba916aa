import { fitsRule, numberRules, readNumber, type NumberRule } from '../../base/number-rule.ts';
import { AssayError } from '../../contract/errors.ts';
import type { RaceSettings } from '../../contract/race.ts';
import type { Suite } from '../../contract/suite.ts';
import type { RaceSpec } from './run-spec.ts';

const goals = 'best, top-2 (or another number), within or cheapest';

function numberOf(name: string, given: number | string, rule: NumberRule): number {
  if (typeof given === 'number' && fitsRule(given, rule)) return given;
  const read = typeof given === 'string' ? readNumber(given, rule) : { expected: rule.expected };
  if ('value' in read) return read.value;
  throw new AssayError('usage', `${name} is ${JSON.stringify(given)}`, {
    remedy: `Expected ${read.expected}.`,
  });
}

/** Throws `usage`. The suite's baseline is that of the race. */
export function raceSettings(race: RaceSpec, { targets, baselineId }: Suite): RaceSettings {
  const { goal = 'best', margin = 0.03, alpha = 0.05, scope = 'work' } = race;
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
    delta: numberOf('margin', margin, numberRules.raceMargin),
    alpha: numberOf('alpha', alpha, numberRules.probability),
    scope,
    baseline_id: baselineId ?? null,
  };
}
