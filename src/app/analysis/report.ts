import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import { reportSchema } from '../../contract/report.ts';
import { readLabels } from '../../labels/label-log.ts';
import { runsNamed } from '../data/require-run.ts';
import { labelsPath } from '../label/label-place.ts';
import { defineUseCase } from '../use-case.ts';
import { runInput, word } from '../input.ts';
import { readPeriod, readReport } from './read-report.ts';
import { requirementsInput } from './requirements-input.ts';

/** Of one run, of several, or of a period. Throws `usage` when both are asked for. */
export const report = defineUseCase({
  name: 'report',
  summary: 'A report of one run, of several side by side, or of a period',
  input: requirementsInput.pick({ baseline: true, margin: true, scope: true, calls: true }).extend({
    runs: z.array(runInput).max(100).default([]).describe('default: the latest run'),
    sinceMs: z.number('ms since 1970').optional().describe('start of the period'),
    untilMs: z.number('ms since 1970').optional().describe('end of the period'),
    suite: word.optional().describe('only runs of this suite'),
  }),
  output: reportSchema,
  run: ({ runs: ids, sinceMs, untilMs, suite, ...requirements }, { dataDir, clock, withStore }) =>
    withStore(async (store) => {
      const isPeriod = sinceMs !== undefined || untilMs !== undefined || suite !== undefined;
      if (isPeriod && ids.length > 0)
        throw new AssayError('usage', 'a report is of runs or of a period, not of both');
      if (isPeriod)
        return readPeriod(store, { since_ms: sinceMs ?? 0, until_ms: untilMs ?? clock.wallClockMs() }, suite);
      const runs = await runsNamed(store, ids.length > 0 ? ids : ['latest']);
      return readReport(store, runs, requirements, await readLabels(labelsPath(dataDir)));
    }),
});
