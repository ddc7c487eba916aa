import { createRoute, z } from '@hono/zod-openapi';
import { textOf } from '../../contract/content-parts.ts';
import type { GridQuery, ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { requireRun, type Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { runParams } from '../run-params.ts';
import { gridOutcomeSchema, gridPageSchema } from '../../contract/grid.ts';
import { caseDetailSchema, type RunCase } from '../../contract/run-case.ts';
import { json } from '../responses.ts';

const whole = (most: number) => z.coerce.number().int().min(0).max(most);
const word = z.string().max(500).optional();

const gridQuerySchema = z.object({
  targets: z
    .string()
    .max(20_000)
    .optional()
    .describe('ids of the columns, separated by commas; default: all targets'),
  right: word.describe('only cases that this target got right and `wrong` got wrong'),
  wrong: word.describe('see `right`'),
  outcome: gridOutcomeSchema.optional().describe('only cases on which a shown target is so'),
  category: word.describe('only cases of this category'),
  search: word.describe('in the id of the case and the beginning of its prompt'),
  offset: whole(10_000_000).default(0).describe('number of cases to skip'),
  limit: whole(500).default(50).describe('cases on a page'),
});

const gridRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/grid',
  summary: 'Cases × targets, a page at a time',
  request: { params: runParams, query: gridQuerySchema },
  responses: json(gridPageSchema, 'cases in the order of the suite, with the cells of the targets asked for'),
});

const caseRoute = createRoute({
  method: 'get',
  path: '/api/runs/{id}/cases/{caseId}',
  summary: 'One case: what was asked, and every answer',
  request: { params: runParams.extend({ caseId: z.string().describe('id of the case') }) },
  responses: json(caseDetailSchema, 'the case and its samples with their payloads'),
});

function gridQueryOf(run: Run, given: z.infer<typeof gridQuerySchema>): GridQuery {
  const { targets, right, wrong, outcome, category, search, offset, limit } = given;
  return {
    runId: run.run_id,
    targetIds: targets ? targets.split(',') : run.targets.map((target) => target.id),
    ...(right && wrong ? { disagreement: { right, wrong } } : {}),
    ...(outcome ? { outcome } : {}),
    ...(category === undefined ? {} : { category }),
    ...(search ? { search } : {}),
    offset,
    limit,
  };
}

/** The case as its samples tell it. Tags and the beginning of the prompt are in the grid. */
function caseOf(detail: Awaited<ReturnType<ResultStore['caseDetail']>>): RunCase | null {
  const first = detail[0];
  if (!first) return null;
  const { sample, payload } = first;
  return {
    id: sample.case_id,
    index: sample.case_index,
    category: sample.category,
    tags: [],
    cluster: sample.cluster,
    expected: payload?.expected ?? null,
    preview: textOf(payload?.messages.findLast((message) => message.role === 'user')?.content ?? ''),
  };
}

export type CaseRoute = typeof gridRoute | typeof caseRoute;

export function caseRoutes({ store }: Deps) {
  return createRouter()
    .openapi(gridRoute, async (context) => {
      const run = await requireRun(store, context.req.valid('param').id);
      return context.json(await store.grid(gridQueryOf(run, context.req.valid('query'))), 200);
    })
    .openapi(caseRoute, async (context) => {
      const { id, caseId } = context.req.valid('param');
      const run = await requireRun(store, id);
      const samples = await store.caseDetail(run.run_id, caseId);
      // The JSON of `unknown` fields is more than the types of the framework can follow.
      return context.json({ case: caseOf(samples), samples }, 200);
    });
}
