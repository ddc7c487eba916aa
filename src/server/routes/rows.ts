import { createRoute, z } from '@hono/zod-openapi';
import { encodeTable } from '../../store/table-bytes.ts';
import { needRun, unknownRun, type App, type Deps } from '../deps.ts';
import { json } from '../schemas/responses.ts';
import { runSchema } from '../schemas/run.ts';
import { retriedSchema } from '../schemas/sample.ts';

const params = z.object({ id: z.string() });

const headerRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/header',
  summary: 'A run without its summary',
  request: { params },
  responses: json(z.object({ run: runSchema }), 'the run'),
});

const retriedRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/retried',
  summary: 'Attempts that were followed by another',
  request: { params },
  responses: json(z.object({ retried: z.array(retriedSchema) }), 'the attempts'),
});

const samplesRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/samples',
  summary: 'Every settled sample, one JSON object a line',
  request: { params },
  responses: {
    200: {
      content: { 'application/x-ndjson': { schema: z.string() } },
      description: 'lines of Sample, ordered by target and case',
    },
  },
});

const tableRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/table',
  summary: 'Every settled sample as columns of numbers, for stores that reach this one over HTTP',
  request: { params },
  responses: {
    200: {
      content: { 'application/octet-stream': { schema: z.string() } },
      description: 'ResultTable: length of the header, header (JSON), columns',
    },
  },
});

/** The rows as they are stored: for programs, and for stores that reach this one over HTTP. */
export function addRows(app: App, { store }: Deps): void {
  app.openapi(headerRoute, async (context) => {
    const run = await needRun(store, context.req.valid('param').id);
    return context.json({ run }, 200);
  });

  app.openapi(retriedRoute, async (context) => {
    const run = await needRun(store, context.req.valid('param').id);
    return context.json({ retried: await store.retried(run.run_id) }, 200);
  });

  app.openapi(tableRoute, async (context) => {
    const { run_id } = await needRun(store, context.req.valid('param').id);
    const table = await store.table(run_id);
    if (!table) throw unknownRun(run_id);
    return context.body(encodeTable(table), 200, { 'content-type': 'application/octet-stream' }) as never;
  });

  app.openapi(samplesRoute, async (context) => {
    const run = await needRun(store, context.req.valid('param').id);
    const batches = store.samples(run.run_id)[Symbol.asyncIterator]();
    const encoder = new TextEncoder();
    // Pulled: the next batch is read when the last one has left.
    const lines = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const next = await batches.next();
        if (next.done) controller.close();
        else
          controller.enqueue(encoder.encode(`${next.value.map((row) => JSON.stringify(row)).join('\n')}\n`));
      },
      async cancel() {
        await batches.return?.();
      },
    });
    return context.body(lines, 200, { 'content-type': 'application/x-ndjson' }) as never;
  });
}
