import { createRoute, z } from '@hono/zod-openapi';
import type { Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { readComparison } from '../../app/analysis/read-comparison.ts';
import { comparisonSchema } from '../../contract/comparison.ts';
import { json } from '../responses.ts';

const word = z.string().max(300).optional();

const route = createRoute({
  method: 'get',
  path: '/api/compare',
  summary: 'Targets two by two on the cases they share',
  request: {
    query: z.object({
      what: z
        .union([z.string().max(300), z.array(z.string().max(300)).max(50)])
        .optional()
        .describe('runs, or targets as `target@run`; may be repeated; default: the latest run'),
      baseline: word.describe('only pairs with this target'),
      margin: word.describe('points of quality that do not matter; default 3'),
    }),
  },
  responses: json(comparisonSchema, 'the comparison'),
});

export type ComparisonRoute = typeof route;

export function comparisonRoutes({ store }: Deps) {
  return createRouter().openapi(route, async (context) => {
    const { what = [], baseline, margin } = context.req.valid('query');
    const words = { what: [what].flat(), baseline, margin };
    return context.json(await readComparison(store, words), 200);
  });
}
