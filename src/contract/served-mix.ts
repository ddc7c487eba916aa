import { z } from 'zod';

const counts = z.record(z.string(), z.number());

/** Who served the completed samples of a target; samples that name nobody are left out. */
export const servedMixSchema = z
  .object({
    target_id: z.string(),
    served_by: counts.describe('Host or region → samples'),
    service_tiers: counts.describe('Service tier → samples'),
  })
  .meta({ id: 'ServedMix' });
export type ServedMix = z.infer<typeof servedMixSchema>;
