import { z } from 'zod';
import { loadReport } from '../../analyze/load/load-report.ts';
import { loadRowOf, type LoadRow } from '../../analyze/load/load-row.ts';
import { shortSummary } from '../../analyze/progress/short-summary.ts';
import { runSummarySchema, type RunSummary } from '../../contract/analysis.ts';
import { loadReportSchema, type LoadReport } from '../../contract/load-report.ts';
import { isTotalsStore, type ResultStore } from '../../contract/result-store.ts';
import { runSchema, type Run } from '../../contract/run.ts';
import { judgeStandings } from '../../labels/judge-standings.ts';
import { readLabels } from '../../labels/label-log.ts';
import type { AppContext } from '../context.ts';
import { runInput } from '../input.ts';
import { requireRun } from '../data/require-run.ts';
import { labelsPath } from '../label/label-place.ts';
import { defineUseCase } from '../use-case.ts';
import { keepRun, keptRun } from './kept-runs.ts';
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

/** What is shown of it is its summary, and nothing that labels or phases tell. */
const isPlain = (run: Run) => !run.load && !run.judged && !run.rescored?.length;

async function keepShown(
  store: ResultStore,
  run: Run,
  summary: RunSummary,
  context: AppContext,
): Promise<void> {
  if (!isTotalsStore(store)) return;
  const totals = await store.totals([run.run_id]);
  await keepRun(context, { run, listing: shortSummary(run, totals), summary });
}

export const showRun = defineUseCase({
  name: 'showRun',
  summary: 'A run with its figures per target; of a load run, its phases',
  input: z.strictObject({ run: runInput }),
  output: z.object({
    run: runSchema,
    summary: runSummarySchema.nullable().describe('`null` for a load run'),
    load: loadReportSchema.nullable().describe('`null` for any other run'),
  }),
  run: async ({ run: id }, context) => {
    const kept = await keptRun(context, id);
    if (kept?.summary && isPlain(kept.run)) return { run: kept.run, summary: kept.summary, load: null };
    return context.withStore(async (store) => {
      const run = await requireRun(store, id);
      const load = await loadReportOf(store, run);
      if (load) return { run, summary: null, load };
      const judges = await judgeStandings(store, run, await readLabels(labelsPath(context.dataDir)));
      const made = await summaryOf(context, store, run);
      if (isPlain(run)) await keepShown(store, run, made, context);
      return { run, summary: judges.length > 0 ? { ...made, judges } : made, load: null };
    });
  },
});
