/** People label stored answers: which they are shown, what those say without who said it, and what people say of them. */
import { createRoute, z } from '@hono/zod-openapi';
import { AssayError } from '../../contract/errors.ts';
import { blindAnswersSchema, givenLabelSchema, labelListSchema, labelSchema } from '../../contract/label.ts';
import { answersOf, labelOf, payloadsOf } from '../../labels/answers.ts';
import { choicesFor, defaultCriterion } from '../../labels/choices.ts';
import { chooseAnswers } from '../../labels/choose-answers.ts';
import { appendLabel, labelPlace, readLabels } from '../../labels/label-log.ts';
import { rubricNamed, rubricsOf } from '../../labels/rubrics.ts';
import { requireRun, type Deps } from '../deps.ts';
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

const noAnswer = (caseId: string) =>
  new AssayError('run-not-found', `There is no such answer to case "${caseId}" in this run.`, {
    remedy: 'Ask for the list of answers again: the run may have been deleted, or its texts no longer kept.',
  });

export type LabelRoute = typeof listRoute | typeof blindRoute | typeof giveRoute;

export function labelRoutes({ store, labels, token }: Deps) {
  const router = createRouter();
  router.on('POST', '/api/runs/:id/labels', requireTokenOrPage(token));
  const kept = () => {
    if (labels) return labels;
    throw new AssayError('usage', 'This server keeps no labels.');
  };
  return router
    .openapi(listRoute, async (context) => {
      const { run_id } = await requireRun(store, context.req.valid('param').id);
      const { pairs, levels, limit, seed, rubric: name, ...given } = context.req.valid('query');
      const rubrics = rubricsOf((await kept().casesOf?.(run_id)) ?? []);
      const rubric = name === undefined || pairs ? null : rubricNamed(rubrics, name);
      const keys = rubric?.choices ?? choicesFor(pairs, levels);
      const choices = Object.entries(keys).map(([key, choice]) => ({ key, ...choice }));
      const { criterion = rubric?.name ?? defaultCriterion(pairs), by = kept().by } = given;
      const question = rubric?.question ?? '';
      const known = new Map((await readLabels(kept().path)).map((label) => [labelPlace(label), label]));
      const chosen = chooseAnswers(await answersOf(store, run_id), seed, pairs).slice(0, limit);
      const items = chosen.map((item) => {
        const asked = labelOf(run_id, item, { criterion, by }, null);
        const said = known.get(labelPlace(asked));
        const { case_id, sample_id, other_sample_id } = asked;
        // said of the same two in the other order, as another seed shows them
        const isTurned = said !== undefined && said.sample_id !== sample_id;
        const value = said?.value ?? null;
        return { case_id, sample_id, other_sample_id, value: isTurned && value !== null ? 1 - value : value };
      });
      const names = rubrics.map((each) => each.name);
      return context.json({ criterion, question, rubrics: names, by, choices, items }, 200);
    })
    .openapi(blindRoute, async (context) => {
      const { id, caseId } = context.req.valid('param');
      const { sample, other } = context.req.valid('query');
      const { run_id } = await requireRun(store, id);
      const wanted = other === undefined ? [sample] : [sample, other];
      const payloads = await payloadsOf(store, run_id, caseId, wanted);
      const [first] = payloads;
      if (!first || payloads.length < wanted.length) throw noAnswer(caseId);
      const answers = payloads.map(({ answer }) => ({
        text: answer?.text ?? '',
        toolCalls: answer?.toolCalls ?? [],
      }));
      return context.json({ messages: first.messages, expected: first.expected, answers }, 200);
    })
    .openapi(giveRoute, async (context) => {
      const { run_id } = await requireRun(store, context.req.valid('param').id);
      const { case_id, sample_id, other_sample_id, value, ...who } = context.req.valid('json');
      const detail = await store.caseDetail(run_id, case_id);
      const find = (wanted: string) => detail.find(({ sample }) => sample.sample_id === wanted)?.sample;
      const first = find(sample_id);
      const second = other_sample_id === null ? undefined : find(other_sample_id);
      if (!first || (other_sample_id !== null && (!second || second === first))) throw noAnswer(case_id);
      const label = labelOf(run_id, second ? [first, second] : [first], who, value);
      await appendLabel(kept().path, label);
      return context.json(label, 200);
    });
}
