import type { z } from 'zod';

/**
 * A key that may be absent: `key?: T`, and never `undefined` where the types look. What is read from JSON has no `undefined`, so it
 * is checked as zod's own `optional`, which the API description understands.
 */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.optional() as unknown as z.ZodExactOptional<Schema>;
