import { createRoute, z } from '@hono/zod-openapi';
import { requireRun, type Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { runParams } from '../run-params.ts';
import { bytes } from '../responses.ts';
import { frame, type Follower, type LiveRun } from '../live-run.ts';

const eventsRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/events',
  summary: 'What happens in a run, as server-sent events',
  request: {
    params: runParams,
    query: z.object({
      since: z.coerce.number().int().min(0).optional().describe('id of the last event that is known'),
    }),
  },
  responses: bytes(
    'text/event-stream',
    '`progress` {summary, samples}, `ping` {quiet_ms}, `reset` {}, `done` {summary}',
  ),
});

/** Bytes that may wait for a slow reader before it is left out of ticks. */
const sendBuffer = 262_144;

function followStream(live: LiveRun, since: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let leave: (() => void) | undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let open = true;
        const follower: Follower = {
          send: (frames) => controller.enqueue(encoder.encode(frames)),
          ready: () => (controller.desiredSize ?? 0) > 0,
          end: () => {
            open = false;
            controller.close();
          },
        };
        controller.enqueue(encoder.encode('retry: 1000\n\n'));
        const stop = live.follow(follower, since);
        leave = () => {
          if (open) stop();
        };
      },
      cancel: () => leave?.(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: sendBuffer }),
  );
}

export type EventRoute = typeof eventsRoute;

export function eventRoutes({ store, live, summaries, adopter }: Deps) {
  return createRouter().openapi(eventsRoute, async (context) => {
    const run = await requireRun(store, context.req.valid('param').id);
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
    // A browser that reconnects by itself knows more than the address it first asked.
    const lastId = Number(context.req.header('last-event-id') ?? Number.NaN);
    const since = Number.isSafeInteger(lastId) ? lastId : (context.req.valid('query').since ?? 0);
    // One that goes on elsewhere may be heard of any time: nobody is told that it is over.
    if (run.status === 'running') await adopter.adopt(run.run_id);
    const liveRun = live.get(run.run_id);
    if (liveRun) return context.body(followStream(liveRun, since), 200, headers);
    const summary = await summaries.get(run);
    return context.body(frame('done', null, JSON.stringify({ summary })), 200, headers);
  });
}
