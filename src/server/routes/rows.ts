import { createRoute, z } from '@hono/zod-openapi';
import { encodeTable } from '../../store/table-bytes.ts';
import { requireRun, unknownRun, type Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { runParams } from '../run-params.ts';
import { ndjson } from '../ndjson.ts';
import { bytes, json } from '../responses.ts';
import { runCaseSchema } from '../../contract/run-case.ts';
import { runSchema } from '../../contract/run.ts';
import { retriedAttemptSchema } from '../../contract/sample.ts';

const headerRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/header',
  summary: 'A run without its summary',
  request: { params: runParams },
  responses: json(z.object({ run: runSchema }), 'the run'),
});

const retriedRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/retried',
  summary: 'Attempts that were retried',
  request: { params: runParams },
  responses: json(z.object({ retried: z.array(retriedAttemptSchema) }), 'the attempts'),
});

const samplesRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/samples',
  summary: 'Every settled sample, one JSON object a line',
  request: { params: runParams },
  responses: bytes('application/x-ndjson', 'lines of Sample, ordered by target and case'),
});

const recordsRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/records',
  summary: 'Every settled sample with its messages, answer and scores, one JSON object a line',
  request: { params: runParams },
  responses: bytes('application/x-ndjson', 'lines of {sample, payload}, ordered by target and case'),
});

const casesRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/run-cases',
  summary: 'The cases kept with a run',
  request: { params: runParams },
  responses: json(z.object({ cases: z.array(runCaseSchema) }), 'the cases, in the order of the suite'),
});

const tableRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/table',
  summary: 'Every settled sample as columns of numbers, for stores that reach this one over HTTP',
  request: { params: runParams },
  responses: bytes('application/octet-stream', 'ResultTable: length of the header, header (JSON), columns'),
});

export type RowRoute =
  | typeof headerRoute
  | typeof retriedRoute
  | typeof samplesRoute
  | typeof recordsRoute
  | typeof casesRoute
  | typeof tableRoute;

/** The rows as they are stored: for programs, and for stores that reach this one over HTTP. */
export function rowRoutes({ store }: Deps) {
  return createRouter()
    .openapi(headerRoute, async (context) => {
      const run = await requireRun(store, context.req.valid('param').id);
      return context.json({ run }, 200);
    })
    .openapi(retriedRoute, async (context) => {
      const run = await requireRun(store, context.req.valid('param').id);
      return context.json({ retried: await store.retried(run.run_id) }, 200);
    })
    .openapi(tableRoute, async (context) => {
      const { run_id } = await requireRun(store, context.req.valid('param').id);
      const table = await store.table(run_id);
      if (!table) throw unknownRun(run_id);
      return context.body(encodeTable(table), 200, { 'content-type': 'application/octet-stream' });
    })
    .openapi(samplesRoute, async (context) => {
      const run = await requireRun(store, context.req.valid('param').id);
      const lines = ndjson(store.samples(run.run_id));
      return context.body(lines, 200, { 'content-type': 'application/x-ndjson' });
    })
    .openapi(recordsRoute, async (context) => {
      const run = await requireRun(store, context.req.valid('param').id);
      const lines = ndjson(store.records(run.run_id));
      return context.body(lines, 200, { 'content-type': 'application/x-ndjson' });
    })
    .openapi(casesRoute, async (context) => {
      const run = await requireRun(store, context.req.valid('param').id);
      return context.json({ cases: await store.cases(run.run_id) }, 200);
    });
}
