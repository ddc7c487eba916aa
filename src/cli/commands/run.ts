import { AssayError } from '../../contract/errors.ts';
import type { RunCommand } from '../command.ts';
import { runSession } from '../run-session.ts';
import type { runSpec } from '../specs/run.ts';
import { suiteSource } from '../suite-source.ts';

/** Runs a suite and prints the comparison; with --json the summary alone, with --events what happens, line by line. */
export const run: RunCommand<typeof runSpec> = async ([path = ''], options, context) => {
  const { target, sim, race, margin, alpha, scope, fresh, events, open, wait, serve, port } = options;
  const { repeats, limit, concurrency, baseline, batch, allowUnpriced } = options;
  const { prices, cache, retryErrors } = options;
  if (context.json && events)
    throw new AssayError('usage', '--json and --events both want stdout', {
      remedy: 'Use one of them; `assay show --json` gives the summary later.',
    });
  const distributed = context.control !== undefined;
  return runSession(
    {
      suite: suiteSource(path),
      targets: target,
      repeats,
      limit,
      concurrency,
      baseline,
      batch,
      allowUnpriced,
      prices,
      cache,
      retryErrors,
      simulator: sim,
      ...(race !== undefined && { race: { goal: race, margin, alpha, scope } }),
      resume: !fresh,
      distributed,
    },
    {
      port,
      page: serve,
      open,
      stay: open || wait,
      events,
      ...(!distributed && { retryCommand: `assay run ${path}` }),
    },
    context,
  );
};
