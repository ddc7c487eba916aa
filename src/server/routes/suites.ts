/** Suites that are saved under a name. */
import { createRoute, z } from '@hono/zod-openapi';
import { saveSuite } from '../../app/suite/save-suite.ts';
import { deleteSuite, listSuites, showSuite } from '../../app/suite/saved-suites.ts';
import type { Deps } from '../deps.ts';
import { requireToken } from '../guard.ts';
import { json } from '../responses.ts';
import { createRouter } from '../router.ts';
import { suiteBodyLimit } from '../suite-body-limit.ts';

const path = '/api/suites';
const nameParams = z.object({ name: z.string().describe('name of the suite, or name@version') });

const listRoute = createRoute({
  method: 'get',
  path,
  summary: listSuites.summary,
  responses: json(listSuites.output, 'by name'),
});

const showRoute = createRoute({
  method: 'get',
  path: `${path}/{name}`,
  summary: showSuite.summary,
  request: { params: nameParams },
  responses: json(showSuite.output, 'the suite, and its versions'),
});

const saveRoute = createRoute({
  method: 'post',
  path,
  summary: saveSuite.summary,
  description:
    'The suite is an object, or a file below the folder that the server was started in. What equals the newest version makes no other: `is_new` is then false.',
  security: [{ token: [] }],
  request: { body: { required: true, content: { 'application/json': { schema: saveSuite.input } } } },
  responses: json(saveSuite.output, 'the version as it is saved'),
});

const deleteRoute = createRoute({
  method: 'delete',
  path: `${path}/{name}`,
  summary: deleteSuite.summary,
  security: [{ token: [] }],
  request: { params: nameParams },
  responses: json(deleteSuite.output, 'what was deleted'),
});

export type SuiteRoute = typeof listRoute | typeof showRoute | typeof saveRoute | typeof deleteRoute;

export function suiteRoutes({ useCases, token }: Deps) {
  const router = createRouter();
  router.on('POST', path, requireToken(token));
  router.on('DELETE', `${path}/:name`, requireToken(token));
  router.on('POST', path, suiteBodyLimit);
  return router
    .openapi(listRoute, async (context) => context.json(await listSuites({}, useCases), 200))
    .openapi(showRoute, async (context) =>
      context.json(await showSuite({ suite: context.req.valid('param').name }, useCases), 200),
    )
    .openapi(saveRoute, async (context) =>
      context.json(await saveSuite(context.req.valid('json'), useCases), 200),
    )
    .openapi(deleteRoute, async (context) =>
      context.json(await deleteSuite({ suite: context.req.valid('param').name }, useCases), 200),
    );
}
