import { z } from '@hono/zod-openapi';
import type { JudgeStanding } from '../../contract/calibration.ts';
import type { Loose } from './run.ts';

const number = z.number();
const known = number.nullable();
const text = z.string();
const interval = z.object({ low: number, high: number });

const consistency = interval.extend({
  n: number,
  unscorable: number,
  same: number,
  same_side: number,
  mean_change: number,
  alpha: known,
});

const calibration = z.object({
  schema: z.literal('assay.judge/1'),
  run_id: text,
  scorer: text,
  criterion: text,
  people: z.array(text),
  judges: z.array(text),
  n: number,
  unscorable: number,
  agreement: z
    .object({
      accuracy: number,
      kappa: known,
      ties: z.object({ both: number, judge_only: number, human_only: number }),
    })
    .nullable(),
  alpha: known,
  alpha_people: known,
  confusion: z.object({
    both_right: number,
    both_wrong: number,
    judge_only: number,
    human_only: number,
    true_positive_rate: known,
    true_negative_rate: known,
  }),
  bias: interval.extend({ value: number }).nullable(),
  position: interval
    .extend({ pairs: number, consistent: number, first: number, second: number, one_tie: number, p: number })
    .nullable(),
  length: interval.extend({ n: number, effect: number, rate_at_same_length: number }).nullable(),
  pairs: interval.extend({ n: number, same: number, level: number, other: number, share: number }).nullable(),
  length_slope: interval.extend({ n: number, per_doubling: number }).nullable(),
  self_preference: interval.extend({ own: number, others: number, difference: number }).nullable(),
  again: z
    .object({ consistency: consistency.nullable(), answers: number, calls: number, usd: known })
    .nullable(),
  same_vendor: z.array(text),
  targets: z.array(
    z.object({
      label: text,
      labelled: number,
      judged: number,
      raw: known,
      corrected: interval.extend({ value: number, weight: number }).nullable(),
      people: known,
    }),
  ),
});

export const judgesSchema = z.object({
  judges: z.array(
    z.object({ scorer: text, judges: z.array(text), calibration: calibration.nullable() }),
  ) satisfies z.ZodType<Loose<JudgeStanding[]>>,
  notes: z.array(text).describe('how far each can be trusted, in a sentence'),
});
