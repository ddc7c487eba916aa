import { AssayError } from '../../contract/errors.ts';
import type { RaceSettings } from '../../contract/race.ts';
import { scopes, type Scope } from '../../contract/scope.ts';
import type { Suite } from '../../contract/suite.ts';
import { readFraction } from '../../base/fraction.ts';

const goals = 'best, top-2 (or another number), within or cheapest';

/** Strictly between 0 and 1: with 0 nothing would ever be certain. */
function share(name: 'margin' | 'alpha', given: unknown, otherwise: number): number {
  if (given === undefined) return otherwise;
  const read =
    typeof given === 'number'
      ? { value: given }
      : readFraction(String(given), name === 'margin' ? 'margin' : 'fraction');
  if ('value' in read && read.value > 0 && read.value < 1) return read.value;
  const expected = 'expected' in read ? read.expected : 'a fraction above 0 and below 1';
  throw new AssayError('usage', `--${name} is "${String(given)}"`, { remedy: `Expected ${expected}.` });
}

function baselineOf(suite: Suite, word: unknown): string | null {
  if (word === undefined) return suite.baselineId ?? null;
  const found = suite.targets.find(({ id, label, model, provider }) =>
    [id, label, model, `${provider}/${model}`].includes(String(word)),
  );
  if (found) return found.id;
  throw new AssayError('usage', `--baseline is "${String(word)}", which is no target`, {
    remedy: `Targets: ${suite.targets.map(({ label }) => label).join(', ')}.`,
  });
}

/** What `--race` and its companions ask for; `null` without it. Throws `usage`. */
export function raceSettings(options: Record<string, unknown>, suite: Suite): RaceSettings | null {
  const { race } = options;
  if (race === undefined || race === false) return null;
  const word = race === true ? 'best' : String(race);
  const top = /^top-([1-9]\d*)$/.exec(word);
  const kind = top ? 'top' : word;
  if (kind !== 'best' && kind !== 'top' && kind !== 'within' && kind !== 'cheapest')
    throw new AssayError('usage', `--race is "${word}"`, { remedy: `Expected ${goals}.` });
  if (suite.targets.length < 2)
    throw new AssayError('usage', 'a race needs two targets or more', { remedy: 'Add one with -t.' });
  const k = top ? Number(top[1]) : 1;
  if (k >= suite.targets.length)
    throw new AssayError('usage', `--race is "${word}", and there are ${suite.targets.length} targets`);
  const scope = String(options['scope'] ?? 'work');
  if (!scopes.includes(scope as Scope))
    throw new AssayError('usage', `--scope is "${scope}"`, { remedy: `Expected ${scopes.join(' or ')}.` });
  const baseline = baselineOf(suite, options['baseline']);
  if (kind === 'within' && baseline === null)
    throw new AssayError('usage', '--race within needs a baseline', {
      remedy: 'Name it with --baseline, or as `baseline` in the suite.',
    });
  return {
    kind,
    k,
    delta: share('margin', options['margin'], 0.03),
    alpha: share('alpha', options['alpha'], 0.05),
    scope: scope as Scope,
    baseline_id: baseline,
  };
}
