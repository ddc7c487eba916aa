import { createRoute } from '@hono/zod-openapi';
import { requireRun, type Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { runParams } from '../run-params.ts';
import { runDetailSchema, runListSchema } from '../../contract/run-listing.ts';
import { json } from '../responses.ts';
import { writtenInstant } from '../../app/input.ts';
import { listRuns, listRunsInput } from '../../app/runs/list-runs.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/api/runs',
  summary: 'Stored runs, newest first, by filter and a page at a time',
  request: {
    query: listRunsInput
      .pick({
        limit: true,
        cursor: true,
        suite: true,
        target: true,
        status: true,
        source: true,
        project: true,
      })
      .extend({
        since: writtenInstant.optional().describe('started at this time or later: a date, or ms since 1970'),
        until: writtenInstant.optional().describe('started before it'),
        q: listRunsInput.shape.search,
      }),
  },
  responses: json(runListSchema, 'runs with a short summary each'),
});

const detailRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}',
  summary: 'A run with everything that is said about it',
  request: { params: runParams },
  responses: json(runDetailSchema, 'the run, its summary, and where its events stand'),
});

/** Of a run that goes on elsewhere, ms. */
const quietMs = 10_000;

export type RunRoute = typeof listRoute | typeof detailRoute;

export function runRoutes(deps: Deps) {
  const { store, live, summaries, adopter, useCases } = deps;
  return createRouter()
    .openapi(listRoute, async (context) => {
      const { since: sinceMs, until: untilMs, q: search, ...query } = context.req.valid('query');
      const { runs, next_cursor } = await listRuns({ ...query, sinceMs, untilMs, search }, useCases);
      return context.json({ runs, next_cursor }, 200);
    })
    .openapi(detailRoute, async (context) => {
      const run = await requireRun(store, context.req.valid('param').id);
      if (run.status === 'running') await adopter.adopt(run.run_id);
      const liveRun = live.get(run.run_id);
      // Nothing heard for a while: the store may know more.
      if (liveRun && !liveRun.ended && liveRun.quietMs() > quietMs) await adopter.catchUp(run.run_id);
      // Read together, so that no event falls between the summary and its id.
      if (liveRun && !liveRun.ended)
        return context.json(
          { run: liveRun.run, summary: liveRun.summary(), last_event_id: liveRun.count, live: true },
          200,
        );
      const summary = await summaries.get(run);
      return context.json({ run, summary, last_event_id: liveRun?.count ?? 0, live: false }, 200);
    });
}
