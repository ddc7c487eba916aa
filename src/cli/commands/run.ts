import { resolve } from 'node:path';
import { newId } from '../../base/id.ts';
import { AssayError } from '../../contract/errors.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import type { RunCommand } from '../command.ts';
import type { runSpec } from '../specs/run.ts';
import { findSimulator } from '../../app/run/find-simulator.ts';
import { findUnfinished } from '../../app/run/find-unfinished.ts';
import { assertBatchable } from '../../app/run/assert-batchable.ts';
import { requireTargets } from '../../app/run/require-targets.ts';
import { unsupportedNotes } from '../../app/run/unsupported-notes.ts';
import { pricesGiven } from '../../app/stored/read-prices.ts';
import { raceSettings } from '../../app/run/race-settings.ts';
import { readSuite } from '../../app/suite/read-suite.ts';
import { runSession } from '../run-session.ts';

/** Runs a suite and prints the comparison; with --json the summary alone, with --events what happens, line by line. */
export const run: RunCommand<typeof runSpec> = async ([path = ''], options, context) => {
  const { events, open, wait, serve, port } = options;
  if (context.json && events)
    throw new AssayError('usage', '--json and --events both want stdout', {
      remedy: 'Use one of them; `assay show --json` gives the summary later.',
    });
  const suitePath = resolve(context.cwd, path);
  const read = requireTargets(await readSuite(suitePath, options, { isScored: true }));
  const simulation = await findSimulator(read, options, context.env);
  for (const line of await unsupportedNotes(simulation.suite)) context.note(line);
  const race = raceSettings(options, simulation.suite);
  const shared = context.control !== undefined;
  if (shared && race)
    throw new AssayError('usage', 'a race is run by one machine', {
      remedy: 'Leave out --race or --control.',
    });
  assertBatchable(simulation.suite, { '--race': race !== null, '--control': shared });
  const { unfinished, note } =
    options.fresh || shared
      ? { unfinished: null, note: null }
      : await findUnfinished(context.dataDir, simulation.suite, {
          retryErrors: options.retryErrors,
          race,
        });
  if (note !== null) context.note(note);
  // what speaks to PostgreSQL is loaded only for a run that needs it
  const before =
    shared && !options.fresh
      ? await (await import('../../app/run/find-shared-run.ts')).findSharedRun(context, simulation.suite)
      : null;
  if (before) {
    const why = before.isOrphan ? ', which was begun and then left by whoever began it' : '';
    context.note(`Going on with run ${shortRunId(before.run.run_id)}${why}; --fresh makes a new one.`);
  }
  try {
    return await runSession(
      {
        ...simulation,
        runId: unfinished?.before.run.run_id ?? before?.run.run_id ?? newId(),
        ...(unfinished && { unfinished }),
        cache: options.cache ?? simulation.suite.cache === true,
        suitePath,
        ...(!shared && { retryCommand: `assay run ${path}` }),
        shared,
        ...(before && { sharedBefore: before.run }),
        ...(race && { race }),
        port,
        page: serve,
        open,
        ...(await pricesGiven(context.cwd, options.prices)),
        stay: open || wait,
        events,
      },
      context,
    );
  } finally {
    await unfinished?.release();
  }
};
