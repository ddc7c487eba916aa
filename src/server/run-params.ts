import { z } from '@hono/zod-openapi';

/** Which run a route is about. */
export const runParams = z.object({
  id: z.string().describe('id of the run, a beginning of it that only one run has, or `latest`'),
});
