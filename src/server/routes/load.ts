import { createRoute } from '@hono/zod-openapi';
import { loadReport } from '../../analyze/load/load-report.ts';
import { loadRowOf, type LoadRow } from '../../analyze/load/load-row.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Run } from '../../contract/run.ts';
import { requireRun, type Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { runParams } from '../run-params.ts';
import { loadReportSchema } from '../../contract/load-report.ts';
import { json } from '../responses.ts';

const route = createRoute({
  method: 'get',
  path: '/api/runs/{id}/load',
  summary: 'What a run under load came to, or has come to so far',
  request: { params: runParams },
  responses: json(loadReportSchema, 'the report'),
});

async function rowsOf(store: Deps['store'], run: Run): Promise<LoadRow[]> {
  const rows: LoadRow[] = [];
  // before there is a phase no row has a place
  if (!run.load || run.load.phases.length === 0) return rows;
  for await (const batch of store.samples(run.run_id))
    for (const sample of batch) rows.push(loadRowOf(sample));
  return rows;
}

export type LoadRoute = typeof route;

export function loadRoutes({ store, live }: Deps) {
  return createRouter().openapi(route, async (context) => {
    const run = await requireRun(store, context.req.valid('param').id);
    const liveRun = live.get(run.run_id);
    const report = liveRun ? liveRun.loadReport() : loadReport(run, await rowsOf(store, run));
    if (!report)
      throw new AssayError('run-not-found', `The run "${run.run_id}" was not under load.`, {
        remedy: 'Its comparison is at /api/runs/{id}.',
      });
    return context.json(report, 200);
  });
}
