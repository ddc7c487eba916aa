import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { routePath } from 'hono/route';
import { inputError } from '../contract/problems/input-error.ts';
import { issueProblems } from '../contract/problems/issue-problems.ts';
import type { Schema } from '../contract/problems/schema-walk.ts';

const nouns: Record<string, string> = {
  json: 'the body',
  query: 'the query',
  param: 'the path',
};

/** As hono writes the path of a route: `/api/runs/:id`. */
const honoPath = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** What the route of a request says of one part of it. */
function schemaOf(router: OpenAPIHono, context: Context, target: string): Schema | null {
  const path = routePath(context);
  const found = router.openAPIRegistry.definitions.find(
    (each) =>
      each.type === 'route' &&
      each.route.method.toUpperCase() === context.req.method &&
      honoPath(each.route.path) === path,
  );
  const request = (found as { route?: RouteConfig } | undefined)?.route?.request;
  const schema =
    target === 'json'
      ? (request?.body?.content['application/json'] as { schema?: unknown } | undefined)?.schema
      : { query: request?.query, param: request?.params }[target];
  return (schema as Schema | undefined) ?? null;
}

/** For one group of routes. A request that does not fit its schema is answered with the fields that are wrong. */
export function createRouter(): OpenAPIHono {
  const router: OpenAPIHono = new OpenAPIHono({
    defaultHook: (result, context) => {
      if (result.success) return;
      // the framework hands it over, and does not say so in its types
      const { data: value } = result as { data?: unknown };
      const schema = schemaOf(router, context, result.target);
      const noun = nouns[result.target] ?? 'the request';
      throw inputError(issueProblems(result.error.issues, { schema, value, noun }));
    },
  });
  return router;
}
