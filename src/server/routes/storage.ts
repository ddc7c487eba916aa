import { createRoute } from '@hono/zod-openapi';
import { applyRetention } from '../../app/storage/apply-retention.ts';
import { storage } from '../../app/storage/storage.ts';
import { retentionPassSchema, storageReportSchema } from '../../contract/storage-report.ts';
import type { Deps } from '../deps.ts';
import { requireToken } from '../guard.ts';
import { json } from '../responses.ts';
import { createRouter } from '../router.ts';

const storageRoute = createRoute({
  method: 'get',
  path: '/api/storage',
  summary: storage.summary,
  responses: json(storageReportSchema, 'sizes, times and what is past them'),
});

const retentionRoute = createRoute({
  method: 'post',
  path: '/api/storage/retention',
  summary: applyRetention.summary,
  security: [{ token: [] }],
  responses: json(retentionPassSchema, 'what was removed'),
});

export type StorageRoute = typeof storageRoute | typeof retentionRoute;

export function storageRoutes({ useCases, live, token }: Deps) {
  const router = createRouter();
  router.use('/api/storage/retention', requireToken(token));
  return router
    .openapi(storageRoute, async (context) => context.json(await storage({}, useCases), 200))
    .openapi(retentionRoute, async (context) => {
      const done = await applyRetention({}, useCases);
      live.handleDeleted(done.runs);
      return context.json(done, 200);
    });
}
