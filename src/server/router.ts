import { OpenAPIHono } from '@hono/zod-openapi';
import { errorBody } from './http-error.ts';

/** For one group of routes. A request that does not fit its schema is answered with the field that is wrong. */
export const createRouter = () =>
  new OpenAPIHono({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      const { path, message } = result.error.issues[0] ?? { path: [], message: 'invalid' };
      return context.json(errorBody('usage', `${path.join('.') || 'The request'}: ${message}`), 400);
    },
  });
