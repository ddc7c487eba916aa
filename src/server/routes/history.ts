import { createRoute } from '@hono/zod-openapi';
import { history, historyInput } from '../../app/history/history.ts';
import { historySchema } from '../../contract/history.ts';
import type { Deps } from '../deps.ts';
import { json } from '../responses.ts';
import { createRouter } from '../router.ts';

const { sinceMs, untilMs, sharedCases, minChange, maxP, ...rest } = historyInput.shape;

const route = createRoute({
  method: 'get',
  path: '/api/history',
  summary: history.summary,
  request: {
    query: historyInput
      .pick(
        Object.fromEntries(Object.keys(rest).map((name) => [name, true])) as Record<keyof typeof rest, true>,
      )
      .extend({
        since_ms: sinceMs,
        until_ms: untilMs,
        shared_cases: sharedCases,
        min_change: minChange,
        max_p: maxP,
      }),
  },
  responses: json(historySchema, 'lines over time, their markers, and their changes if asked for'),
});

export type HistoryRoute = typeof route;

export function historyRoutes({ useCases }: Deps) {
  return createRouter().openapi(route, async (context) => {
    const { since_ms, until_ms, shared_cases, min_change, max_p, ...given } = context.req.valid('query');
    const answer = await history(
      {
        ...given,
        sinceMs: since_ms,
        untilMs: until_ms,
        sharedCases: shared_cases,
        minChange: min_change,
        maxP: max_p,
      },
      useCases,
    );
    return context.json(answer, 200);
  });
}
