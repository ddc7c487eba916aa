import { createRoute, z } from '@hono/zod-openapi';
import type { Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { compare } from '../../app/analysis/compare.ts';
import { splitInput } from '../../app/input.ts';
import { comparisonSchema } from '../../contract/comparison.ts';
import { json } from '../responses.ts';

const word = z.string().max(300).optional();

const route = createRoute({
  method: 'get',
  path: '/api/compare',
  summary: compare.summary,
  request: {
    query: z.object({
      what: z
        .union([z.string().max(300), z.array(z.string().max(300)).max(50)])
        .optional()
        .describe('runs, or targets as `target@run`; may be repeated; default: the latest run'),
      baseline: word.describe('only pairs with this target'),
      margin: word.describe('a difference of quality that does not matter; default 3 points'),
      by: splitInput,
    }),
  },
  responses: json(comparisonSchema, 'the comparison'),
});

export type ComparisonRoute = typeof route;

export function comparisonRoutes({ useCases }: Deps) {
  return createRouter().openapi(route, async (context) => {
    const { what = [], ...asked } = context.req.valid('query');
    return context.json(await compare({ what: [what].flat(), ...asked }, useCases), 200);
  });
}
