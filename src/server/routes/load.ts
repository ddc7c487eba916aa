import { createRoute } from '@hono/zod-openapi';
import { loadReportOf } from '../../app/runs/show-run.ts';
import { AssayError } from '../../contract/errors.ts';
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

export type LoadRoute = typeof route;

export function loadRoutes({ store, live }: Deps) {
  return createRouter().openapi(route, async (context) => {
    const run = await requireRun(store, context.req.valid('param').id);
    const liveRun = live.get(run.run_id);
    const report = liveRun ? liveRun.loadReport() : await loadReportOf(store, run);
    if (!report)
      throw new AssayError('run-not-found', `The run "${run.run_id}" was not under load.`, {
        remedy: 'Its comparison is at /api/runs/{id}.',
      });
    return context.json(report, 200);
  });
}
