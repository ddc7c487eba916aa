import { createRoute } from '@hono/zod-openapi';
import { recommend } from '../../app/analysis/recommend.ts';
import { splitInput } from '../../app/input.ts';
import { requirementsInput } from '../../app/analysis/requirements-input.ts';
import { recommendationParagraph } from '../../view/words/recommendation-words.ts';
import { refusals } from '../../view/words/requirement-words.ts';
import type { Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { runParams } from '../run-params.ts';
import { recommendationAnswerSchema } from '../../contract/recommendation.ts';
import { json } from '../responses.ts';

const route = createRoute({
  method: 'get',
  path: '/api/runs/{id}/recommendation',
  summary: recommend.summary,
  request: { params: runParams, query: requirementsInput.extend({ by: splitInput }) },
  responses: json(recommendationAnswerSchema, 'the recommendation with its evidence'),
});

export type RecommendationRoute = typeof route;

export function recommendationRoutes({ useCases }: Deps) {
  return createRouter().openapi(route, async (context) => {
    const { id: run } = context.req.valid('param');
    const answer = await recommend({ run, ...context.req.valid('query') }, useCases);
    return context.json(
      { ...answer, paragraph: recommendationParagraph(answer), refusals: refusals(answer) },
      200,
    );
  });
}
