import { z } from 'zod';

const usdPerMillion = z.number().describe('US dollars per million tokens');

export const priceRowSchema = z
  .object({
    provider: z.string(),
    model: z.string(),
    input: usdPerMillion,
    output: usdPerMillion,
    cache_read: usdPerMillion.nullable().describe('null: unknown'),
    cache_write: usdPerMillion.nullable().describe('null: unknown'),
    cache_write_1h: usdPerMillion.nullable().describe('null: unknown'),
    reasoning: usdPerMillion,
    tiers: z
      .array(z.object({ above_tokens: z.number(), input: usdPerMillion, output: usdPerMillion }))
      .describe('prices from this many input tokens on'),
    changes: z.boolean().describe('the list has other prices for other dates or hours'),
    price_id: z.string(),
    disagreement: z
      .array(z.object({ source: z.string(), bucket: z.string(), ours: usdPerMillion, theirs: usdPerMillion }))
      .describe('where another source differs by more than 1 %'),
  })
  .meta({ id: 'PriceRow' });
export type PriceRow = z.infer<typeof priceRowSchema>;

/** `assay.prices/1` */
export const priceListSchema = z
  .object({
    schema: z.literal('assay.prices/1'),
    unit: z.literal('USD per million tokens'),
    prices: z.array(priceRowSchema),
  })
  .meta({ id: 'PriceList' });
