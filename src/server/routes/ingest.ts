import { createRoute, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { runEventSchema, type RunEvent } from '../../contract/events.ts';
import { runIdOf } from '../../contract/run-id-of.ts';
import { sampleBatchSchema } from '../../contract/sample.ts';
import { runCaseSchema } from '../../contract/run-case.ts';
import { runSchema } from '../../contract/run.ts';
import type { Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { requireToken } from '../guard.ts';
import { errorBody } from '../http-error.ts';
import { SenderBook } from '../sender-book.ts';
import { json } from '../responses.ts';

const accepted = json(z.object({ accepted: z.number() }), 'how many rows were taken');
const security = [{ token: [] }];
const bodyOf = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

const runRoute = createRoute({
  method: 'post',
  path: '/api/ingest/run',
  summary: 'Write a run and its cases',
  security,
  request: bodyOf(z.object({ run: runSchema, cases: z.array(runCaseSchema) })),
  responses: accepted,
});

const samplesRoute = createRoute({
  method: 'post',
  path: '/api/ingest/samples',
  summary: 'Write samples; those written before change nothing',
  security,
  request: bodyOf(sampleBatchSchema),
  responses: accepted,
});

const told = json(
  z.object({
    accepted: z.number(),
    acknowledged: z
      .number()
      .optional()
      .describe(
        'with `sender`: number of the last event that was taken; those after it are to be sent again',
      ),
    stop: z.array(z.string()).describe('runs among these that someone asked to stop'),
  }),
  'how many events were taken, and what is asked of who sent them',
);

const eventsRoute = createRoute({
  method: 'post',
  path: '/api/ingest/events',
  summary: 'Tell what happens in a run of another process',
  security,
  request: bodyOf(
    z.object({
      events: z.array(runEventSchema),
      sender: z.string().max(100).optional().describe('whoever sends: its events are numbered from 1'),
      first: z.number().int().min(1).default(1).describe('number of the first of these events'),
    }),
  ),
  responses: told,
});

/** A batch of a thousand samples with answers of 100 kB each would still fit. */
const maxBytes = 128 * 1024 * 1024;

/** Tells live runs of events; after a gap, of what is stored of them too. */
function takerOf(live: Deps['live'], adopter: Deps['adopter']) {
  return async (events: RunEvent[], isGap: boolean): Promise<void> => {
    // What is stored of a run tells what was missed of it.
    if (isGap) {
      for (const runId of new Set(events.map(runIdOf))) {
        const wasFollowed = live.get(runId) !== undefined;
        if ((await adopter.adopt(runId)) && wasFollowed) await adopter.catchUp(runId);
      }
    }
    for (const event of events) {
      if (event.type !== 'run-start' && !(await adopter.adopt(runIdOf(event)))) continue;
      live.handle(event);
    }
  };
}

export type IngestRoute = typeof runRoute | typeof samplesRoute | typeof eventsRoute;

export function ingestRoutes({ store, live, summaries, adopter, token }: Deps) {
  const router = createRouter();
  router.use('/api/ingest/*', requireToken(token));
  router.use(
    '/api/ingest/*',
    bodyLimit({
      maxSize: maxBytes,
      onError: (context) =>
        context.json(errorBody('usage', `A body may have ${maxBytes} bytes.`, 'Send smaller batches.'), 413),
    }),
  );

  const senders = new SenderBook();

  const take = takerOf(live, adopter);
  return router
    .openapi(runRoute, async (context) => {
      const { run, cases } = context.req.valid('json');
      await store.putRun(run, cases);
      summaries.forget(run.run_id);
      return context.json({ accepted: 1 + cases.length }, 200);
    })
    .openapi(samplesRoute, async (context) => {
      const batch = context.req.valid('json');
      await store.insert(batch);
      for (const [runId, samples] of Map.groupBy(batch.samples, (sample) => sample.run_id)) {
        summaries.forget(runId);
        // A server that is gone may have been told of them in place of this one.
        live.get(runId)?.takeMissed(samples);
      }
      return context.json({ accepted: batch.samples.length }, 200);
    })
    .openapi(eventsRoute, async (context) => {
      const { sender, first, events } = context.req.valid('json');
      const acknowledged =
        sender === undefined ? undefined : await senders.take({ sender, first }, events, take);
      if (sender === undefined) await take(events, false);
      const runIds = [...new Set(events.map(runIdOf))];
      return context.json(
        {
          accepted: events.length,
          ...(acknowledged !== undefined && { acknowledged }),
          stop: runIds.filter((id) => live.get(id)?.stopAsked),
        },
        200,
      );
    });
}
