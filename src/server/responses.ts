import { z } from '@hono/zod-openapi';

const problemSchema = z.object({
  message: z.string(),
  location: z
    .object({ file: z.string(), line: z.number().optional(), column: z.number().optional() })
    .optional(),
  path: z.string().optional(),
  expected: z.string().optional(),
  remedy: z.string().optional(),
});

const errorSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      remedy: z.string().nullable(),
      problems: z.array(problemSchema).optional().describe('every one of them, where there are several'),
    }),
  })
  .meta({ id: 'Error' });

/** The failures that every route may give. */
export const failure = {
  default: {
    content: { 'application/json': { schema: errorSchema } },
    description: 'what went wrong, and what to do',
  },
};

/** An answer as JSON in the API description, and the failures. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 200: { content: { 'application/json': { schema } }, description }, ...failure };
}

/** Bytes that are no JSON: `type` is a string to the framework's types, which take every media type with "json" in it for JSON. */
export function bytes(type: string, description: string) {
  return { 200: { content: { [type]: { schema: z.string() } }, description }, ...failure };
}
