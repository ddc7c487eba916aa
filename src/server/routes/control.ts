import { createRoute, z } from '@hono/zod-openapi';
import { AssayError } from '../../contract/errors.ts';
import { requireRun, type Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { runParams } from '../run-params.ts';
import { requireTokenOrPage } from '../guard.ts';
import { json } from '../responses.ts';
import { tokenId } from '../../app/data/token-id.ts';

const healthRoute = createRoute({
  method: 'get',
  path: '/api/health',
  summary: 'Whether the server is up, and which one it is',
  responses: json(
    z.object({
      ok: z.literal(true),
      version: z.string(),
      token_id: z.string(),
      background: z
        .object({ what: z.string(), done: z.number(), total: z.number().nullable() })
        .nullable()
        .describe('What the server does beside answering, in runs; `null`: nothing'),
    }),
    'up; `token_id` is a digest of the token, to tell servers apart',
  ),
});

const stopRoute = createRoute({
  method: 'post',
  path: '/api/runs/{id}/stop',
  summary: 'Ask a run to finish what is in flight and stop',
  security: [{ token: [] }],
  request: { params: runParams },
  responses: json(z.object({ stopping: z.literal(true) }), 'it was asked'),
});

export type ControlRoute = typeof healthRoute | typeof stopRoute;

export function controlRoutes(deps: Deps) {
  const router = createRouter();
  router.use('/api/runs/:id/stop', requireTokenOrPage(deps.token));
  return router
    .openapi(healthRoute, (context) =>
      context.json(
        {
          ok: true as const,
          version: deps.version,
          token_id: tokenId(deps.token),
          background: deps.background?.task ?? null,
        },
        200,
      ),
    )
    .openapi(stopRoute, async (context) => {
      const run = await requireRun(deps.store, context.req.valid('param').id);
      if (deps.stopRun?.(run.run_id)) return context.json({ stopping: true as const }, 200);
      const live = deps.live.get(run.run_id);
      if (!live || live.ended)
        throw new AssayError('usage', 'This run is not in progress.', {
          remedy: 'GET /api/runs/{id} tells how it ended.',
        });
      live.stopAsked = true;
      return context.json({ stopping: true as const }, 200);
    });
}
