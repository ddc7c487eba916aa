/** What keeps a run from disturbing others: written under `limits:`, and what it becomes. */
import { z } from 'zod';
import { optional } from './optional.ts';

const perMinute = z.number().positive().optional();

const shared = {
  requestsPerMinute: perMinute.describe('calls started in any minute, spread evenly; default: no limit'),
  tokensPerMinute: perMinute.describe(
    'input and output tokens of calls started in any minute; default: no limit',
  ),
  reserveShare: z
    .number()
    .min(0)
    .max(0.99)
    .optional()
    .describe(
      "fraction of the provider's quota, as reported in its headers, that is left to others; default 0.5",
    ),
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
      'max calls in flight per target; default 4, or up to 32 when the time budget cannot be met otherwise',
    ),
  timeoutSeconds: z
    .number()
    .positive()
    .max(86_400)
    .optional()
    .describe('for one call, from connecting to the last byte; default 120'),
  maxResponseMb: z
    .number()
    .positive()
    .max(512)
    .optional()
    .describe('max size of an answer, decompressed, in MB; more ends the call; default 64'),
  maxFrameMb: z
    .number()
    .positive()
    .max(256)
    .optional()
    .describe('max size of one event of a streamed answer, in MB; more ends the call; default 16'),
  retries: z
    .number()
    .int()
    .min(0)
    .max(20)
    .optional()
    .describe('max retries after a retryable failure; default 2'),
  ...shared,
  maxErrorShare: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      'fraction of failed calls, from 20 calls on, above which a target is disabled; default 0.5; 1: never',
    ),
  timeBudgetSeconds: z
    .number()
    .positive()
    .optional()
    .describe('max time for one target; met by more concurrent calls, within the limits; default 300'),
});

export type LimitsEntry = z.infer<typeof limitsSchema>;

/** Of all targets of a provider, or of a key, together. */
export const scopeLimitsSchema = z.strictObject({
  concurrency: z.number().int().positive().max(4096).optional().describe('max calls in flight'),
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
    .describe('days on which it starts; default: every day'),
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
    .describe('what a run started in quiet hours does; default: wait until they are over'),
});

export type SuiteLimitsEntry = z.infer<typeof suiteLimitsSchema>;

/** A target's limits with their defaults; what may be absent is not limited, or has the default of `run/guard`. */
export const targetLimitsSchema = z.object({
  concurrency: z.number().describe('Max calls in flight'),
  maxConcurrency: optional(z.number()).describe(
    'Upper limit when the time budget cannot be met otherwise; absent: `concurrency` was set by the user',
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
