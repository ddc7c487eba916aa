/** People label stored answers: which they are shown, what those say without who said it, and what people say of them. */
import { createRoute, z } from '@hono/zod-openapi';
import { answersToLabel } from '../../app/label/answers-to-label.ts';
import { blindAnswers, giveLabel } from '../../app/label/give-label.ts';
import { blindAnswersSchema, givenLabelSchema, labelListSchema, labelSchema } from '../../contract/label.ts';
import type { Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { runParams } from '../run-params.ts';
import { requireTokenOrPage } from '../guard.ts';
import { json } from '../responses.ts';

const flag = z.enum(['true', 'false']).default('false');

const labelQuerySchema = z.object({
  criterion: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('what is asked; default `correct`, of pairs `better`'),
  pairs: flag.transform((word) => word === 'true').describe('`true`: two answers to the same case'),
  rubric: z.string().max(200).optional().describe('name of a judge of the run: its question and levels'),
  levels: z.coerce.number().int().optional().describe('2 to 9 instead of yes and no'),
  limit: z.coerce.number().int().min(1).max(1000).default(50).describe('number of answers or pairs'),
  seed: z.coerce.number().int().default(1).describe('another gives other answers, in another order'),
  by: z.string().min(1).max(200).optional().describe('who labels; default: who started the server'),
});

const path = '/api/runs/{id}/labels';

const listRoute = createRoute({
  method: 'get',
  path,
  summary: 'Which answers a person is to label, and what that person said of them; targets are not named',
  request: { params: runParams, query: labelQuerySchema },
  responses: json(labelListSchema, 'answers or pairs, of every target as many'),
});

const blindRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/blind/{caseId}',
  summary: 'The question, what is expected, and one answer or two; targets are not named',
  request: {
    params: runParams.extend({ caseId: z.string().describe('id of the case') }),
    query: z.object({
      sample: z.string().describe('`sample_id` of the first answer'),
      other: z.string().optional().describe('of the second, where two are compared'),
    }),
  },
  responses: json(blindAnswersSchema, 'in the order asked for'),
});

const giveRoute = createRoute({
  method: 'post',
  path,
  summary: 'Label an answer, or two; `value` null takes back what was said',
  security: [{ token: [] }],
  request: {
    params: runParams,
    body: { required: true, content: { 'application/json': { schema: givenLabelSchema } } },
  },
  responses: json(labelSchema, 'the label as it is kept'),
});

export type LabelRoute = typeof listRoute | typeof blindRoute | typeof giveRoute;

export function labelRoutes({ useCases, token }: Deps) {
  const router = createRouter();
  router.on('POST', '/api/runs/:id/labels', requireTokenOrPage(token));
  return router
    .openapi(listRoute, async (context) => {
      const { id: run } = context.req.valid('param');
      const { rubric, pairs, levels, ...asked } = context.req.valid('query');
      // the page leaves the rubric in its address when pairs are asked for
      const question = pairs || rubric === undefined ? { levels } : { rubric };
      return context.json(await answersToLabel({ run, pairs, ...question, ...asked }, useCases), 200);
    })
    .openapi(blindRoute, async (context) => {
      const { id: run, caseId } = context.req.valid('param');
      const { sample: sampleId, other: otherSampleId = null } = context.req.valid('query');
      return context.json(await blindAnswers({ run, caseId, sampleId, otherSampleId }, useCases), 200);
    })
    .openapi(giveRoute, async (context) => {
      const { id: run } = context.req.valid('param');
      return context.json(await giveLabel({ run, ...context.req.valid('json') }, useCases), 200);
    });
}
