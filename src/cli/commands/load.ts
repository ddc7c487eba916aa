import { AssayError } from '../../contract/errors.ts';
import type { LoadChanges } from '../../app/run/load-entry.ts';
import type { OptionsOf, RunCommand } from '../command.ts';
import { runSession } from '../run-session.ts';
import type { loadSpec } from '../specs/run.ts';
import { suiteSource } from '../suite-source.ts';

/** `key=value`, the value as JSON where it is JSON. */
function pairOf(text: string): [string, unknown] {
  const at = text.indexOf('=');
  if (at < 1)
    throw new AssayError('usage', `--option is "${text}"`, {
      remedy: 'Write --option key=value, e.g. --option k=0.5',
    });
  const value = text.slice(at + 1);
  try {
    return [text.slice(0, at), JSON.parse(value)];
  } catch {
    return [text.slice(0, at), value];
  }
}

/** What is given on the command line, by the names of the suite file. */
export function loadGiven(
  options: Partial<
    Pick<
      OptionsOf<typeof loadSpec>,
      'shape' | 'rate' | 'users' | 'duration' | 'warmup' | 'inputTokens' | 'unique' | 'option'
    >
  >,
): LoadChanges {
  const { shape, rate, users, duration, warmup, inputTokens, unique, option = [] } = options;
  const named = { shape, rate, users, durationSeconds: duration, warmupSeconds: warmup, inputTokens };
  return {
    ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
    ...(unique && { unique }),
    ...Object.fromEntries(option.map(pairOf)),
  };
}

/** Puts the targets of a suite under load, one after the other, and prints what they bore. */
export const run: RunCommand<typeof loadSpec> = async ([path = ''], options, context) => {
  const { target, limit, sim, prices, allowUnpriced, open, wait, serve, port } = options;
  return runSession(
    {
      suite: suiteSource(path),
      targets: target,
      limit,
      prices,
      allowUnpriced,
      simulator: sim,
      load: loadGiven(options),
    },
    { port, page: serve, open, stay: open || wait },
    context,
  );
};
