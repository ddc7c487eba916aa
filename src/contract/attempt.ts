/** One call on the wire, as it happened: stamps, frames, the answer, or why there is none. Derived numbers are in `measurement.ts`. */
import { z } from 'zod';
import type { ErrorClass, Outcome } from './outcome.ts';
import type { Message } from './suite.ts';
import type { QuotaReading } from './quota.ts';

/** Instants as in `Timestamps`; `null`: the step was not needed (an address instead of a name) or not told. */
export interface ConnectionSteps {
  started: number;
  resolved: number | null;
  tcp: number | null;
  /** TLS came after TCP. */
  secure: boolean;
}

/**
 * Instants on the process's monotonic clock in ms (see `base/clock.ts`), taken in the socket's callbacks.
 * `null`: not reached.
 */
export interface Timestamps {
  /** When the plan wanted the call to go. */
  scheduled: number;
  /** When it left our own queue. */
  dispatched: number;
  /** Handed to the socket; `null` when the connection never came up. */
  sent: number | null;
  /** When a new connection was made for it; `null` when one was reused. */
  connected: number | null;
  /** How that connection came up; `null` or absent when one was reused or it was not told. */
  connection?: ConnectionSteps | null;
  headers: number | null;
  firstByte: number | null;
  closed: number | null;
}

export const frameKinds = ['text', 'reasoning', 'tool'] as const;

export type FrameKind = (typeof frameKinds)[number];

/** Frames that carried content, in order of arrival; `at` and `kinds` have equal length. */
export interface ContentFrames {
  /** Arrival on the clock of `Timestamps`, ms. */
  at: number[];
  /** One letter a frame: `t` text, `r` reasoning, `c` tool call. A frame with several kinds counts as the first that applies in the order t, c, r. */
  kinds: string;
}

export const toolCallSchema = z
  .object({
    name: z.string(),
    arguments: z.string().describe('Arguments as the model wrote them: JSON text, possibly broken'),
  })
  .meta({ id: 'ToolCall' });
export type ToolCall = z.infer<typeof toolCallSchema>;

export const answerSchema = z
  .object({
    text: z.string(),
    reasoning: z.string(),
    toolCalls: z.array(toolCallSchema),
    finishReason: z.string().nullable().describe("The provider's own term"),
    madeFiles: z
      .array(z.string())
      .optional()
      .describe('Media types of images, audio and documents in it, which are not stored; absent: none'),
    citations: z.number().optional().describe('Number of sources that the provider names; absent: none'),
    serverTools: z
      .record(z.string(), z.number())
      .optional()
      .describe("How often the provider's own tools ran for it, by name; absent: none, or not reported"),
  })
  .meta({ id: 'Answer' });
export type Answer = z.infer<typeof answerSchema>;

/** Disjoint token counts; `null` is unknown. `cacheWrite` holds what is not in `cacheWrite1h`. */
export interface Tokens {
  /** Input that was neither read from nor written to a cache. */
  input: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  /** Written to a cache that keeps it for an hour, which has a price of its own; absent: none, or not told apart. */
  cacheWrite1h?: number | null;
  /** Sound and pictures in what was neither read from nor written to a cache; absent: none, or not told apart. */
  inputAudio?: number | null;
  inputImage?: number | null;
  /** Output without reasoning, and without what follows. */
  output: number | null;
  outputAudio?: number | null;
  outputImage?: number | null;
  reasoning: number | null;
  /** What is charged, where that is not what was counted (Cohere); absent: the buckets above are charged. */
  billedInput?: number | null;
  billedOutput?: number | null;
  /** The provider's totals, verbatim. */
  inputTotal: number | null;
  outputTotal: number | null;
}

export interface AttemptFailure {
  class: ErrorClass;
  /** The provider's message as one line of plain text, cut to 1,000 characters, with secrets redacted. */
  message: string;
  httpStatus: number | null;
  /** From Retry-After, an equivalent header, or the error's own fields or words. */
  retryAfterMs: number | null;
  /** What the provider sent, cut to 16,000 characters, with secrets redacted; absent: the message says it all. */
  body?: string;
}

/** What a model gives back for one call; never a rejection: a failure is data. */
export interface CallResult {
  outcome: Outcome;
  timestamps: Timestamps;
  frames: ContentFrames;
  answer: Answer | null;
  tokens: Tokens | null;
  /** The provider's usage object, verbatim. */
  rawUsage: unknown;
  /** Model name in the response: shows silent changes behind an alias. */
  responseModel: string | null;
  /** The provider's mark of the system that answered (`system_fingerprint`): it changes when weights or settings do. Absent: none was sent. */
  fingerprint?: string;
  /** The service tier that answered, in the provider's own word (`service_tier`): it has a price of its own. Absent: none was told. */
  serviceTier?: string;
  /** Host or region that served it: OpenRouter's `provider`, a header of a gateway, the region in the address. Absent: it was not told. */
  servedBy?: string;
  /** The reasoning effort that was applied, in the provider's own word. Absent: it was not told. */
  reasoningEffort?: string;
  /** Label of where the call was made from (`ASSAY_REGION`). Absent: no label was set. */
  region?: string;
  /** What the provider itself says that the call cost, in 10⁻⁹ US dollars, fees included. Absent: it says nothing. */
  statedCostNanousd?: number;
  responseId: string | null;
  httpStatus: number | null;
  failure: AttemptFailure | null;
  /** What was sent, where the plan alone does not tell it: a conversation under load. */
  messages?: Message[];
  /** Nothing was sent: the answer is one that was given before. It has no times. */
  cached?: boolean;
  /** It was one of many that were handed over together. It has no times. */
  batch?: boolean;
  /** What the response said of the quota; absent: nothing. */
  quota?: QuotaReading[];
  /** The answer as the provider wants it back in a next call; only when it was asked for. */
  turn?: Message;
  /** Of a conversation: every call, those in vain too, in order. The rest is then of all of them together. */
  steps?: Step[];
  /** Of a conversation: how long no step was under way, as one had failed and was tried again or had to wait for a limit, ms. */
  pausedMs?: number;
}

/** One call of a conversation. */
export interface Step extends Omit<CallResult, 'turn' | 'steps' | 'pausedMs'> {
  /** Sent besides all that was said before it: results of tools, or the user's next turn; nothing for the first. */
  sent: Message[];
  /** It failed and was tried again. */
  retried: boolean;
}

/** A call's result with its place in the plan. */
export interface Attempt extends CallResult {
  runId: string;
  targetId: string;
  caseId: string;
  /** From 0. */
  repeat: number;
  /** From 0; more than 0 are retries. */
  attempt: number;
  /** The attempt that settles its sample. */
  isFinal: boolean;
  isWarmup: boolean;
  /** Wall-clock instant of `sent` (or of `dispatched`), ms since the epoch: for charts only, derived from the run's one anchor. */
  startedAtMs: number;
}
