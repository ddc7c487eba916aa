import { createRoute, z } from '@hono/zod-openapi';
import { deleteRuns, deleteRunsInput } from '../../app/storage/delete-runs.ts';
import { isId } from '../../base/id.ts';
import { deletionSchema, type Deletion } from '../../contract/deletion.ts';
import type { Deps } from '../deps.ts';
import { requireToken } from '../guard.ts';
import { json } from '../responses.ts';
import { createRouter } from '../router.ts';

const security = [{ token: [] }];

const deletionRoute = createRoute({
  method: 'delete',
  path: '/api/runs/{id}',
  summary: 'Removes a run with everything that was kept of it',
  security,
  request: {
    params: z.object({
      id: z.string().refine(isId, 'the whole id of a run').describe('the whole id of the run'),
    }),
    query: z.object({
      dry_run: z.enum(['true', 'false']).default('false').describe('`true`: only says what would go'),
    }),
  },
  responses: json(deletionSchema, 'what was removed'),
});

const deletionsRoute = createRoute({
  method: 'post',
  path: '/api/deletions',
  summary: deleteRuns.summary,
  security,
  request: { body: { content: { 'application/json': { schema: deleteRunsInput } }, required: true } },
  responses: json(deletionSchema, 'what was removed, or would be'),
});

export type DeletionRoute = typeof deletionRoute | typeof deletionsRoute;

export function deletionRoutes({ useCases, live, token }: Deps) {
  const notified = (deletion: Deletion): Deletion => {
    if (deletion.applied) live.handleDeleted(deletion.runs.map(({ run_id: id }) => id));
    return deletion;
  };
  const router = createRouter();
  router.delete('/api/runs/:id', requireToken(token));
  router.use('/api/deletions', requireToken(token));
  return router
    .openapi(deletionRoute, async (context) => {
      const { id } = context.req.valid('param');
      const isDryRun = context.req.valid('query').dry_run === 'true';
      return context.json(notified(await deleteRuns({ runs: [id], apply: !isDryRun }, useCases)), 200);
    })
    .openapi(deletionsRoute, async (context) =>
      context.json(notified(await deleteRuns(context.req.valid('json'), useCases)), 200),
    );
}
