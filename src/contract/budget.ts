/** Caps on money: what a user writes under `budget:` in a suite, or in `budget.yaml` of the data directory. */
import { z } from 'zod';

const usd = z.number().positive();
const capsShape = {
  usd: usd.optional().describe('for one run'),
  dayUsd: usd.optional().describe('for all runs of the data directory in one day (UTC)'),
  monthUsd: usd.optional().describe('for all runs of the data directory in one month (UTC)'),
};
const capsSchema = z.strictObject(capsShape);

export const budgetSchema = z
  .strictObject({
    ...capsShape,
    providers: z
      .record(z.string(), capsSchema)
      .optional()
      .describe('the same caps for calls to one provider, e.g. {openai: {dayUsd: 20}}'),
    keys: z
      .record(z.string(), capsSchema)
      .optional()
      .describe('the same caps for calls with one key, by the name of its variable'),
    allowUnpriced: z
      .boolean()
      .optional()
      .describe('call models without a known price, which no cap counts or stops'),
  })
  .describe('the run stops before spending more');

export type Caps = z.infer<typeof capsSchema>;
export type Budget = z.infer<typeof budgetSchema>;
