/** What keeps a run from disturbing others: written under `limits:`, and what it becomes. */
import { z } from 'zod';
import { optional } from './optional.ts';

const perMinute = z.number().positive().optional();

const shared = {
  requestsPerMinute: perMinute.describe('calls begun in any minute, spread evenly; default: no limit'),
  tokensPerMinute: perMinute.describe(
    'input and output tokens of calls begun in any minute; default: no limit',
  ),
  reserveShare: z
    .number()
    .min(0)
    .max(0.99)
    .optional()
    .describe("share of the provider's quota, as its headers tell it, that is left to others; default 0.5"),
};

/** Of a target. */
export const limitsSchema = z.strictObject({
  concurrency: z
    .number()
    .int()
    .positive()
    .max(4096)
    .optional()
    .describe(
      'most calls in flight per target; default 4, and up to 32 when the time budget cannot be met otherwise',
    ),
  timeoutSeconds: z
    .number()
    .positive()
    .max(86_400)
    .optional()
    .describe('for one call, connect to last byte; default 120'),
  maxResponseMb: z
    .number()
    .positive()
    .max(512)
    .optional()
    .describe('most an answer may hold, decompressed, in MB; more ends the call; default 64'),
  maxFrameMb: z
    .number()
    .positive()
    .max(256)
    .optional()
    .describe('most one event of a streamed answer may hold, in MB; more ends the call; default 16'),
  retries: z
    .number()
    .int()
    .min(0)
    .max(20)
    .optional()
    .describe('further attempts after a retryable failure; default 2'),
  ...shared,
  maxErrorShare: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      'share of failed calls, after 20 of them, beyond which a target is set aside; default 0.5; 1: never',
    ),
  timeBudgetSeconds: z
    .number()
    .positive()
    .optional()
    .describe('how long one target may take; met by more calls at once, within the limits; default 300'),
});

export type LimitsEntry = z.infer<typeof limitsSchema>;

/** Of all targets of a provider, or of a key, together. */
export const scopeLimitsSchema = z.strictObject({
  concurrency: z.number().int().positive().max(4096).optional().describe('most calls in flight'),
  ...shared,
});

export type ScopeLimitsEntry = z.infer<typeof scopeLimitsSchema>;

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:00');

export const quietHoursSchema = z.strictObject({
  from: wallTime.describe('e.g. 09:00'),
  to: wallTime.describe('e.g. 18:00; before `from`: on the next day'),
  timeZone: z.string().min(1).describe('e.g. Europe/Berlin'),
  days: z
    .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
    .min(1)
    .optional()
    .describe('days it begins on; default: every day'),
});

export type QuietHours = z.infer<typeof quietHoursSchema>;

/** Of a suite: defaults for its targets, and what they share. */
export const suiteLimitsSchema = limitsSchema.extend({
  providers: z
    .record(z.string(), scopeLimitsSchema)
    .optional()
    .describe('for all targets of a provider together, by its id'),
  keys: z
    .record(z.string(), scopeLimitsSchema)
    .optional()
    .describe('for all targets with the same key together, by the variable that holds it'),
  quietHours: z
    .union([quietHoursSchema, z.array(quietHoursSchema)])
    .optional()
    .describe('hours in which nothing is sent'),
  duringQuietHours: z
    .enum(['wait', 'refuse'])
    .optional()
    .describe('what a run does that is started in them; default: wait until they are over'),
});

export type SuiteLimitsEntry = z.infer<typeof suiteLimitsSchema>;

/** A target's limits with their defaults; what may be absent is not limited, or has the default of `run/guard`. */
export const targetLimitsSchema = z.object({
  concurrency: z.number().describe('Most calls in flight'),
  maxConcurrency: optional(z.number()).describe(
    'Up to so many when the time budget cannot be met otherwise; absent: `concurrency` is what the user wants',
  ),
  timeoutMs: z.number(),
  retries: z.number(),
  maxResponseMb: optional(z.number()),
  maxFrameMb: optional(z.number()),
  requestsPerMinute: optional(z.number()),
  tokensPerMinute: optional(z.number()),
  reserveShare: optional(z.number()),
  maxErrorShare: optional(z.number()),
  timeBudgetMs: optional(z.number()),
});
export type Limits = z.infer<typeof targetLimitsSchema>;

/** What targets share. */
export interface SharedLimits {
  /** By provider id. */
  providers: Record<string, ScopeLimitsEntry>;
  /** By the name of the variable that holds the key. */
  keys: Record<string, ScopeLimitsEntry>;
  quietHours: QuietHours[];
  duringQuietHours: 'wait' | 'refuse';
}
