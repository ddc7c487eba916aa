/** What a simulated model is like: how fast, how right, how dear, how often it fails. */
import { z } from 'zod';
import { priceSchema } from '../contract/suite.ts';

export const wireNames = ['openai-chat', 'anthropic-messages', 'gemini'] as const;
export type WireName = (typeof wireNames)[number];

/**
 * What can go wrong with a call. The first three answer with an HTTP status, the next four break a stream that has begun,
 * `refusal` is a proper answer that declines.
 */
export const faults = [
  'rate_limit',
  'server_error',
  'overloaded',
  'mid_stream_error',
  'stream_cut',
  'stall',
  'malformed',
  'refusal',
] as const;
export type Fault = (typeof faults)[number];

const share = z.number().min(0).max(1);

export const profileSchema = z.strictObject({
  name: z.string().min(1),
  wire: z.enum(wireNames).default('openai-chat'),
  ttft: z
    .strictObject({
      medianMs: z.number().nonnegative(),
      sigma: z.number().nonnegative().default(0.2).describe('of the log-normal distribution'),
      tail: z
        .strictObject({ share, factor: z.number().min(1) })
        .optional()
        .describe('this share of calls waits `factor` times as long'),
    })
    .describe('request arrived to first content frame'),
  pace: z.strictObject({
    tokensPerSecond: z.number().positive(),
    jitter: z.number().nonnegative().default(0.1).describe('sigma of the log-normal factor on each gap'),
  }),
  tokensPerFrame: z.number().int().positive().default(1),
  preambleShare: share
    .default(0.5)
    .describe('headers and opening frames are sent at this share of the time to the first content'),
  trailerMs: z.number().nonnegative().default(5).describe('last content frame to usage and end frames'),
  accuracy: share.describe('probability of the right answer to a known prompt'),
  accuracyByCategory: z.record(z.string(), share).default({}),
  steadiness: share
    .default(0.8)
    .describe('share of verdicts that depend on the prompt alone and so come out alike in every repetition'),
  verbosity: z.number().int().positive().default(60).describe('tokens of a free-text answer'),
  reasoningTokens: z.number().int().nonnegative().default(0).describe('median; 0: does not reason'),
  faults: z.partialRecord(z.enum(faults), share).default({}).describe('probability of each, per request'),
  stallMs: z.number().positive().default(60_000).describe('how long a stalled stream is held open'),
  requestsPerMinute: z.number().positive().nullable().default(null).describe('null: no quota'),
  contextTokens: z.number().int().positive().default(128_000),
  judge: z
    .strictObject({
      accuracy: share.default(1).describe('probability of the right verdict'),
      firstBias: share.default(0).describe('how often the first of two is better only for being first'),
      lengthBias: share.default(0).describe('how often the longer of two is better only for its length'),
      brokenShare: share.default(0).describe('verdicts that are not whole JSON'),
    })
    .prefault({})
    .describe('as a judge of others'),
  price: priceSchema.nullable().default(null),
});
export type Profile = z.output<typeof profileSchema>;
/** A profile as written: what has a default may be left out. */
export type ProfileInput = z.input<typeof profileSchema>;
