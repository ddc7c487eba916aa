import { createRoute, z } from '@hono/zod-openapi';
import { inComputePool, cellsOf } from '../../compute-pool/compute-pool.ts';
import { AssayError } from '../../contract/errors.ts';
import { assertChoice } from '../../decide/recommend/assert-choice.ts';
import { requirementsOf } from '../../decide/recommend/read-requirements.ts';
import { recommendationParagraph, refusals } from '../../report/recommendation-text.ts';
import { requireRun, type Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { runParams } from '../run-params.ts';
import { recommendationAnswerSchema } from '../../contract/recommendation.ts';
import { json } from '../responses.ts';

const word = z.string().max(2000).optional();

const route = createRoute({
  method: 'get',
  path: '/api/runs/{id}/recommendation',
  summary: 'Which target to use, how sure that is, and what it saves',
  request: {
    params: runParams,
    query: z.object({
      scope: word.describe('`work` (default) or `suite`'),
      baseline: word.describe('id, label or model'),
      margin: word.describe('share or per cent; default 0.03'),
      floor: word.describe('lowest quality, as a share or per cent'),
      p95: word.describe('ms'),
      errors: word.describe('share of calls without an answer; default 0.05'),
      truncated: word.describe('share of answers cut at their token limit; default 0.05'),
      per1k: word.describe('US dollars per 1,000 calls'),
      monthly: word.describe('US dollars; needs `calls`'),
      context: word.describe('tokens'),
      needs: word.describe('abilities, separated by commas'),
      calls: word.describe('a month'),
      inputTokens: word.describe('per call; default: as in the suite'),
      outputTokens: word.describe('per call; default: as in the suite'),
      mix: word.describe('category=share, separated by commas'),
      weights: word.describe('quality=n,cost=n,speed=n'),
    }),
  },
  responses: json(recommendationAnswerSchema, 'the recommendation with its evidence'),
});

export type RecommendationRoute = typeof route;

export function recommendationRoutes({ store, factsOf }: Deps) {
  return createRouter().openapi(route, async (context) => {
    const run = await requireRun(store, context.req.valid('param').id);
    const table = await store.table(run.run_id);
    if (!table || table.repeats === 0)
      throw new AssayError('run-not-found', `Nothing of run "${run.run_id}" was measured yet.`);
    assertChoice(run, table);
    const requirements = requirementsOf(context.req.valid('query'), run, table);
    const facts = new Map(run.targets.map((target) => [target.id, factsOf?.(target) ?? {}]));
    const answer = await inComputePool(cellsOf(table), 'recommend', { run, table, requirements, facts });
    return context.json(
      { ...answer, paragraph: recommendationParagraph(answer), refusals: refusals(answer) },
      200,
    );
  });
}
