import type { SharedLimits, SuiteLimitsEntry } from '../contract/limits.ts';
import type { Target } from '../contract/suite.ts';
import { meant } from '../contract/problems/near-miss.ts';
import { showValue } from '../contract/problems/show-value.ts';
import type { Report, Source } from './source.ts';

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }));
  } catch {
    return false;
  }
}

function checkNames(
  kind: 'providers' | 'keys',
  names: string[],
  known: string[],
  source: Source,
  report: Report,
): void {
  for (const name of names.filter((candidate) => !known.includes(candidate)))
    report({
      message: `\`limits.${kind}\` has ${showValue(name)}, which no target uses.`,
      ...source.place(['limits', kind, name], { key: true }),
      expected: known.length > 0 ? `one of ${known.join(', ')}` : 'targets that use it',
      ...meant(name, known),
    });
}

export interface LimitsContext {
  targets: Target[];
  /** Variables that hold the key of a target; without it names of keys are not checked. */
  keysOf?: (target: Target) => readonly string[];
}

/** What targets share; a name that is nobody's, an empty interval and an unknown time zone are reported. `undefined`: they share nothing. */
export function resolveSharedLimits(
  entry: SuiteLimitsEntry | undefined,
  { targets, keysOf }: LimitsContext,
  source: Source,
  report: Report,
): SharedLimits | undefined {
  if (!entry) return undefined;
  const { providers = {}, keys = {}, quietHours = [], duringQuietHours = 'wait' } = entry;
  const quiet = Array.isArray(quietHours) ? quietHours : [quietHours];
  // the targets may come from the command line: then nobody uses what the file names, and that is no mistake
  const used = [...new Set(targets.map((target) => target.provider))];
  if (targets.length > 0) checkNames('providers', Object.keys(providers), used, source, report);
  if (keysOf && targets.length > 0) {
    const known = [...new Set(targets.flatMap((target) => target.apiKeyEnv ?? keysOf(target)))];
    checkNames('keys', Object.keys(keys), known, source, report);
  }
  for (const [i, { from, to, timeZone }] of quiet.entries()) {
    const place = Array.isArray(quietHours) ? ['limits', 'quietHours', i] : ['limits', 'quietHours'];
    if (!isTimeZone(timeZone))
      report({
        message: `${showValue(timeZone)} is not a time zone.`,
        ...source.place([...place, 'timeZone']),
        expected: 'a name of the IANA list, e.g. Europe/Berlin',
        ...meant(timeZone, Intl.supportedValuesOf('timeZone')),
      });
    if (from === to)
      report({
        message: `Quiet hours from ${from} to ${to} cover nothing or the whole day.`,
        ...source.place([...place, 'to']),
        expected: 'a time other than `from`',
      });
  }
  if (Object.keys(providers).length + Object.keys(keys).length + quiet.length === 0) return undefined;
  return { providers, keys, quietHours: quiet, duringQuietHours };
}
