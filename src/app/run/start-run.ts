/** A run of a suite: started, resumed, or carried out to its end. */
import { runSummarySchema } from '../../contract/analysis.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { defineUseCase } from '../use-case.ts';
import { prepareResume, prepareRun } from './prepare-run.ts';
import { runHandleSchema } from './run-handle.ts';
import { resumeSpecSchema, runSpecSchema } from './run-spec.ts';
import { startPrepared } from './start-prepared.ts';

/** Throws all that keeps the run from beginning, `key-missing` for one, before anything is sent. */
export const startRun = defineUseCase({
  name: 'startRun',
  summary: 'Starts a run of a suite and gives a handle on it: events, stop, result.',
  input: runSpecSchema,
  output: runHandleSchema,
  run: async (spec, context) => startPrepared(await prepareRun(spec, context), context),
});

/** Throws `run-not-found`, and `usage` when nothing of the run is missing. */
export const resumeRun = defineUseCase({
  name: 'resumeRun',
  summary: 'Resumes a run that stopped early: asks what is missing of it, and nothing else.',
  input: resumeSpecSchema,
  output: runHandleSchema,
  run: async (spec, context) => startPrepared(await prepareResume(spec, context), context),
});

/** Throws as `startRun`; `interrupted` when the context's signal stopped it. */
export const runSuite = defineUseCase({
  name: 'runSuite',
  summary: 'Runs a suite to its end and gives the summary.',
  input: runSpecSchema,
  output: runSummarySchema,
  run: async (spec, context) => {
    const summary = await (await startRun(spec, context)).result;
    if (summary.run.status !== 'done')
      throwIfInterrupted(context, 'What was measured is kept; the same call resumes the run.');
    return summary;
  },
});
