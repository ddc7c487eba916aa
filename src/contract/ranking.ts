import { z } from 'zod';

/** What ranking the targets of a run says: `rank --json`. */
export const rankedTargetSchema = z
  .object({
    target_id: z.string(),
    label: z.string(),
    n: z.number().describe('Cases in which it could be scored'),
    asked: z.number().describe('Cases it was asked'),
    quality: z.number().describe('Mean quality over cases; a call without an answer counts 0'),
    rank: z.number().describe('From 1, by mean quality; ties share the better rank'),
    best_rank: z.number().describe('Interval of its rank, simultaneous for all targets at the level'),
    worst_rank: z.number(),
    rating: z
      .object({
        value: z.number(),
        low: z.number(),
        high: z.number(),
      })
      .nullable()
      .describe(
        'Bradley-Terry from who did better in each case, 1000 on average; 400 points are odds of ten to ' +
          'one. `null` when not determined',
      ),
    win_rate: z
      .number()
      .nullable()
      .describe('Fraction of its comparisons (one case, one other target) that it won; ties count half'),
  })
  .meta({ id: 'RankedTarget' });
export type RankedTarget = z.infer<typeof rankedTargetSchema>;

export const rankingSchema = z
  .object({
    schema: z.literal('assay.rank/1'),
    run_id: z.string(),
    level: z.number(),
    clusters: z.number().describe('Independent groups of cases'),
    factor: z
      .number()
      .describe('Standard errors that a difference must exceed, adjusted for all comparisons'),
    targets: z.array(rankedTargetSchema).describe('Best first'),
    weighted: z
      .object({
        order: z
          .array(
            z.object({
              target_id: z.string(),
              label: z.string(),
              score: z.number(),
            }),
          )
          .describe('Best first; targets that lack a criterion are not in it'),
        ranges: z
          .array(
            z.object({
              criterion: z.string(),
              share: z.number(),
              order: z.object({
                low: z.number(),
                high: z.number(),
              }),
              first: z.object({
                low: z.number(),
                high: z.number(),
              }),
            }),
          )
          .describe(
            'Weight of each criterion as a fraction, and the range in which the whole order (the first place) stays the same',
          ),
      })
      .nullable()
      .describe('Order by weights, when some were given'),
  })
  .meta({ id: 'Ranking' });
export type Ranking = z.infer<typeof rankingSchema>;
