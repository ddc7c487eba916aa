import { z } from 'zod';
import { labelSchema } from './label.ts';

/** Means of judge − people, of answers by models of a judge's own provider and of all others. */
export const selfPreferenceSchema = z
  .object({
    own: z.number(),
    others: z.number(),
    difference: z.number().describe('own − others with its 95 % interval (Welch)'),
    low: z.number(),
    high: z.number(),
  })
  .meta({ id: 'SelfPreference' });
export type SelfPreference = z.infer<typeof selfPreferenceSchema>;

/** How judge − people grows with the length of the answer. */
export const lengthSlopeSchema = z
  .object({
    n: z.number(),
    per_doubling: z.number().describe('Per doubling of the length, with its 95 % interval'),
    low: z.number(),
    high: z.number(),
  })
  .meta({ id: 'LengthSlope' });
export type LengthSlope = z.infer<typeof lengthSlopeSchema>;

export const pairAgreementSchema = z
  .object({
    n: z.number().describe('People preferred one, and the judge has a value for both'),
    same: z
      .number()
      .describe("The judge's value of the one that people preferred is higher, the same, lower"),
    level: z.number(),
    other: z.number(),
    share: z.number().describe('`same` / `n` with its 95 % interval (Wilson)'),
    low: z.number(),
    high: z.number(),
  })
  .meta({ id: 'PairAgreement' });
export type PairAgreement = z.infer<typeof pairAgreementSchema>;

/** A judge against itself: the same question about the same answer. */
export const repeatConsistencySchema = z
  .object({
    n: z.number().describe('Answers with a value both times'),
    unscorable: z.number().describe('The second time it could not be read'),
    same: z.number().describe('Fraction with the same value, with its 95 % interval (Wilson)'),
    low: z.number(),
    high: z.number(),
    same_side: z.number().describe('Fraction that stays on the same side of ½, which is a side of its own'),
    mean_change: z.number().describe('Mean of |second − first|'),
    alpha: z
      .number()
      .nullable()
      .describe("Krippendorff's α of the two, interval scale; `null` when all values are the same"),
  })
  .meta({ id: 'RepeatConsistency' });
export type RepeatConsistency = z.infer<typeof repeatConsistencySchema>;

export const askedAgainSchema = z
  .object({
    consistency: repeatConsistencySchema.nullable().describe('`null`: no answer has two values'),
    answers: z.number(),
    calls: z.number(),
    usd: z.number().nullable().describe('`null`: the price of a call is unknown'),
  })
  .meta({ id: 'AskedAgain' });
export type AskedAgain = z.infer<typeof askedAgainSchema>;

/** A judge compared with human labels of the same answers of one run. */
export const calibrationSchema = z
  .object({
    schema: z.literal('assay.judge/1'),
    run_id: z.string(),
    scorer: z.string().describe("Name of the judge's scores"),
    criterion: labelSchema.shape.criterion,
    people: z.array(z.string()).describe('Who labelled'),
    judges: z.array(z.string()).describe('`provider/model` of the judges'),
    n: z.number().describe('Answers with both'),
    unscorable: z.number().describe('Labelled answers that the judge could not score'),
    agreement: z
      .object({
        accuracy: z.number(),
        kappa: z.number().nullable(),
        ties: z
          .object({
            both: z.number(),
            judge_only: z.number(),
            human_only: z.number(),
          })
          .describe('Answers that are ½ by both, by the judge alone, by people alone'),
      })
      .nullable()
      .describe(
        'Right (above ½), wrong (below it) and ½, which agrees only with ½: the fraction ' +
          'of answers with the same verdict, and κ. `null` without an answer',
      ),
    alpha: z
      .number()
      .nullable()
      .describe("Krippendorff's α over the values, on the interval scale, people and judge together"),
    alpha_people: z
      .number()
      .nullable()
      .describe('Among the people alone; `null` when no answer has two labels'),
    confusion: z
      .object({
        both_right: z.number(),
        both_wrong: z.number(),
        judge_only: z.number(),
        human_only: z.number(),
        true_positive_rate: z.number().nullable(),
        true_negative_rate: z.number().nullable(),
      })
      .describe('Of answers that neither calls ½'),
    bias: z
      .object({
        value: z.number(),
        low: z.number(),
        high: z.number(),
      })
      .nullable()
      .describe('Mean of judge − people with its 95 % interval; `null` below two answers'),
    position: z
      .object({
        pairs: z.number(),
        consistent: z.number(),
        low: z.number(),
        high: z.number(),
        first: z.number(),
        second: z.number(),
        one_tie: z.number().describe('An answer in one order, neither in the other'),
        p: z.number(),
      })
      .nullable()
      .describe('Of a pairwise judge'),
    length: z
      .object({
        n: z.number(),
        effect: z.number(),
        low: z.number(),
        high: z.number(),
        rate_at_same_length: z.number(),
      })
      .nullable()
      .describe('Log odds per standard unit of length, of a pairwise judge; `null` below ten'),
    pairs: pairAgreementSchema
      .nullable()
      .describe(
        'Of pairs of which people preferred one: how often its values prefer the same; `null` without such a pair',
      ),
    again: askedAgainSchema.nullable().describe('Asked again by this command; `null`: it was not'),
    length_slope: lengthSlopeSchema.nullable().describe('`null` below ten labelled answers'),
    self_preference: selfPreferenceSchema
      .nullable()
      .describe('`null` below two labelled answers on either side'),
    same_vendor: z.array(z.string()).describe('Targets of the same provider as a judge'),
    targets: z
      .array(
        z.object({
          label: z.string(),
          labelled: z.number().describe('Labelled, and judged in all'),
          judged: z.number(),
          raw: z.number().nullable().describe("Mean of the judge's values"),
          corrected: z
            .object({
              value: z.number(),
              low: z.number(),
              high: z.number(),
              weight: z.number(),
            })
            .nullable()
            .describe('`null` below two labels, or when all judged answers are labelled'),
          people: z.number().nullable().describe('Mean of the labels alone, for comparison'),
        }),
      )
      .describe("The run's quality by this judge alone, and corrected by human labels (PPI++)"),
  })
  .meta({ id: 'Calibration' });
export type Calibration = z.infer<typeof calibrationSchema>;

/** A judge of a run, and what is known of how far it can be trusted. */
export const judgeStandingSchema = z
  .object({
    scorer: z.string(),
    judges: z.array(z.string()),
    calibration: calibrationSchema.nullable().describe('`null`: no human labels yet'),
  })
  .meta({ id: 'JudgeStanding' });
export type JudgeStanding = z.infer<typeof judgeStandingSchema>;

export const judgeListSchema = z
  .object({
    judges: z.array(judgeStandingSchema),
    notes: z.array(z.string()).describe('How far each can be trusted, in a sentence'),
  })
  .meta({ id: 'JudgeList' });
export type JudgeList = z.infer<typeof judgeListSchema>;
