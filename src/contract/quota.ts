import { z } from 'zod';

/** One quota of a model and a key, as its provider told it in the headers of a response. */
export interface QuotaReading {
  kind: 'requests' | 'tokens';
  /** Per `windowMs`. */
  limit: number;
  remaining: number;
  /** Until it is full again; `null`: not told. */
  resetMs: number | null;
  windowMs: number;
}

/** How a quota stands, as the provider told it last; of several the one with the least left. */
export const quotaStandingSchema = z
  .object({
    kind: z.enum(['requests', 'tokens']),
    limit: z.number().describe('Per `window_ms`'),
    window_ms: z.number(),
    left: z.number(),
    least_left: z.number().describe('Lowest remaining quota seen'),
    reserved: z.number().describe('Reserved fraction of the limit, 0 to 1'),
  })
  .meta({ id: 'QuotaStanding' });
export type QuotaStanding = z.infer<typeof quotaStandingSchema>;
