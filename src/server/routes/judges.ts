/** How far the judges of a run can be trusted, by what people said of the same answers. */
import { createRoute } from '@hono/zod-openapi';
import { labelsPath } from '../../app/label/label-place.ts';
import { judgeStandings } from '../../labels/judge-standings.ts';
import { readLabels } from '../../labels/label-log.ts';
import { judgeStandingText } from '../../view/words/judge-words.ts';
import { requireRun, type Deps } from '../deps.ts';
import { createRouter } from '../router.ts';
import { runParams } from '../run-params.ts';
import { judgeListSchema } from '../../contract/calibration.ts';
import { json } from '../responses.ts';

const route = createRoute({
  method: 'get',
  path: '/api/runs/{id}/judges',
  summary: 'Judges that scored the run, compared with what people said of the same answers',
  request: { params: runParams },
  responses: json(
    judgeListSchema,
    'one a judge; `calibration` is null where nobody has labelled answers of the run',
  ),
});

export type JudgeRoute = typeof route;

export function judgeRoutes({ store, settings }: Deps) {
  return createRouter().openapi(route, async (context) => {
    const run = await requireRun(store, context.req.valid('param').id);
    const judges = await judgeStandings(store, run, await readLabels(labelsPath(settings.dataDir)));
    return context.json({ judges, notes: judges.map(judgeStandingText) }, 200);
  });
}
