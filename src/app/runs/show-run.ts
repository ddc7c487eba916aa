import { z } from 'zod';
import { loadReport } from '../../analyze/load/load-report.ts';
import { loadRowOf, type LoadRow } from '../../analyze/load/load-row.ts';
import { runSummarySchema } from '../../contract/analysis.ts';
import { loadReportSchema, type LoadReport } from '../../contract/load-report.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import { runSchema, type Run } from '../../contract/run.ts';
import { judgeStandings } from '../../labels/judge-standings.ts';
import { readLabels } from '../../labels/label-log.ts';
import { runInput } from '../input.ts';
import { requireRun } from '../data/require-run.ts';
import { labelsPath } from '../label/label-place.ts';
import { defineUseCase } from '../use-case.ts';
import { summaryOf } from './summaries.ts';

/** Calls of a run under load; none before its first phase. */
async function loadRowsOf(store: ResultStore, run: Run): Promise<LoadRow[]> {
  const rows: LoadRow[] = [];
  if (!run.load || run.load.phases.length === 0) return rows;
  for await (const batch of store.samples(run.run_id))
    for (const sample of batch) rows.push(loadRowOf(sample));
  return rows;
}

/** The report of a stored run under load; `null` for any other run. */
export const loadReportOf = async (store: ResultStore, run: Run): Promise<LoadReport | null> =>
  run.load ? loadReport(run, await loadRowsOf(store, run)) : null;

export const showRun = defineUseCase({
  name: 'showRun',
  summary: 'A run with its figures per target; of a load run, its phases',
  input: z.object({ run: runInput }),
  output: z.object({
    run: runSchema,
    summary: runSummarySchema.nullable().describe('`null` for a load run'),
    load: loadReportSchema.nullable().describe('`null` for any other run'),
  }),
  run: ({ run: id }, context) =>
    context.withStore(async (store) => {
      const run = await requireRun(store, id);
      const load = await loadReportOf(store, run);
      if (load) return { run, summary: null, load };
      const judges = await judgeStandings(store, run, await readLabels(labelsPath(context.dataDir)));
      const made = await summaryOf(context, store, run);
      return { run, summary: judges.length > 0 ? { ...made, judges } : made, load: null };
    }),
});
