import { createRoute, z } from '@hono/zod-openapi';
import { loadReport } from '../../analyze/load/load-report.ts';
import { loadRowOf, type LoadRow } from '../../analyze/load/load-row.ts';
import { AssayError } from '../../contract/errors.ts';
import { needRun, type App, type Deps } from '../deps.ts';
import { loadReportSchema } from '../schemas/load.ts';
import { json } from '../schemas/responses.ts';

const route = createRoute({
  method: 'get',
  path: '/api/runs/{id}/load',
  summary: 'What a run under load came to; its phases are known when it has ended',
  request: { params: z.object({ id: z.string() }) },
  responses: json(loadReportSchema, 'the report'),
});

export function addLoad(app: App, { store }: Deps): void {
  app.openapi(route, async (context) => {
    const run = await needRun(store, context.req.valid('param').id);
    const rows: LoadRow[] = [];
    // before there is a phase no row has a place
    if (run.load && run.load.phases.length > 0)
      for await (const batch of store.samples(run.run_id))
        for (const sample of batch) rows.push(loadRowOf(sample));
    const report = loadReport(run, rows);
    if (!report)
      throw new AssayError('run-not-found', `The run "${run.run_id}" was not under load.`, {
        remedy: 'Its comparison is at /api/runs/{id}.',
      });
    return context.json(report, 200);
  });
}
