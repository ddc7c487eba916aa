/** Runs that this process carries out for whoever has its token. */
import { createRoute, z } from '@hono/zod-openapi';
import { AssayError } from '../../contract/errors.ts';
import { resumeSpecSchema, runSpecSchema } from '../../app/run/run-spec.ts';
import { requireRun, type Deps } from '../deps.ts';
import { requireToken } from '../guard.ts';
import { failure } from '../responses.ts';
import { runParams } from '../run-params.ts';
import { createRouter } from '../router.ts';
import { suiteBodyLimit } from '../suite-body-limit.ts';

const started = {
  202: {
    content: { 'application/json': { schema: z.object({ run_id: z.string() }) } },
    description: 'the run has begun; its events and its page show how far it is',
  },
  ...failure,
};

const startRoute = createRoute({
  method: 'post',
  path: '/api/runs',
  summary: 'Start a run in the process of the server',
  description:
    'The suite is a file below the folder that the server was started in, an object, or the suite of an earlier run. Calls cost what they cost from the command line; the keys are those of the server.',
  security: [{ token: [] }],
  request: { body: { required: true, content: { 'application/json': { schema: runSpecSchema } } } },
  responses: started,
});

const resumeRoute = createRoute({
  method: 'post',
  path: '/api/runs/{id}/resume',
  summary: 'Resume a run that stopped early, in the process of the server',
  security: [{ token: [] }],
  request: {
    params: runParams,
    body: {
      required: true,
      content: { 'application/json': { schema: resumeSpecSchema.omit({ run: true }) } },
    },
  },
  responses: started,
});

export type StartRunRoute = typeof startRoute | typeof resumeRoute;

export function startRunRoutes({ store, token, runs }: Deps) {
  const hosted = () => {
    if (runs) return runs;
    throw new AssayError(
      'not-allowed',
      'This server ends with the command that it belongs to: it starts no runs.',
      {
        remedy: 'Start runs at `assay serve`.',
      },
    );
  };
  const router = createRouter();
  router.on('POST', ['/api/runs', '/api/runs/:id/resume'], requireToken(token));
  router.on('POST', '/api/runs', suiteBodyLimit);
  return router
    .openapi(startRoute, async (context) => {
      const run_id = await hosted().start(context.req.valid('json'));
      return context.json({ run_id }, 202);
    })
    .openapi(resumeRoute, async (context) => {
      const { run_id: run } = await requireRun(store, context.req.valid('param').id);
      const run_id = await hosted().resume({ ...context.req.valid('json'), run });
      return context.json({ run_id }, 202);
    });
}
