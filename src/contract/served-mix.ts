import { z } from 'zod';

const counts = z.record(z.string(), z.number());

/** Who served calls, and how; calls that do not say it are left out. */
export const servedCountsSchema = z
  .object({
    served_by: counts.describe('Host or region that served → samples'),
    service_tiers: counts.describe('Service tier → samples'),
    regions: counts.describe('Where calls were made from → samples'),
    efforts: counts.describe('Reasoning effort that was applied → samples'),
  })
  .meta({ id: 'ServedCounts' });
export type ServedCounts = z.infer<typeof servedCountsSchema>;

/** Of the completed samples of a target. */
export const servedMixSchema = servedCountsSchema.extend({ target_id: z.string() }).meta({ id: 'ServedMix' });
export type ServedMix = z.infer<typeof servedMixSchema>;
