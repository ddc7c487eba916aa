/** Load: what a user writes under `load:`, what it becomes, and what is kept of it. What is said about it: `load-report.ts`. */
import { z } from 'zod';

/** What every shape has; a shape's own options stand beside these and are checked by the shape. */
export const loadSchema = z
  .looseObject({
    shape: z
      .string()
      .min(1)
      .describe(
        'constant-rate, poisson, gamma, ramp, stages, trace-replay, closed-loop, sessions or sweep; its options are beside it',
      ),
    durationSeconds: z
      .number()
      .positive()
      .optional()
      .describe(
        'length of the measurement; default 30, in a sweep at least 10; stages and traces have their own',
      ),
    warmupSeconds: z
      .number()
      .min(0)
      .optional()
      .describe('load before the measurement starts, without a pause in between; default 5'),
    drainSeconds: z
      .number()
      .min(0)
      .optional()
      .describe('time for calls still running at the end; default 30'),
    maxInFlight: z
      .number()
      .int()
      .positive()
      .max(16_384)
      .optional()
      .describe('max concurrent calls; a call beyond it is dropped and counted; default 1024'),
    lateSeconds: z
      .number()
      .positive()
      .optional()
      .describe('a call this much behind schedule is dropped and counted; default 1'),
    inputTokens: z
      .number()
      .int()
      .positive()
      .max(1_000_000)
      .optional()
      .describe("generated prompts of exactly this many o200k_base tokens, instead of the suite's cases"),
    unique: z
      .boolean()
      .optional()
      .describe('start every prompt with different words, so that no prefix cache applies; default false'),
  })
  .describe('How `assay load` sends calls');

export type LoadEntry = z.infer<typeof loadSchema>;

/** An entry with its defaults. */
export interface LoadSettings {
  shape: string;
  durationMs: number;
  warmupMs: number;
  drainMs: number;
  maxInFlight: number;
  lateMs: number;
  options: Record<string, unknown>;
}

/**
 * `measure`: the shape itself; the others are steps of a sweep. `baseline`: low load, for the failures and times that do not
 * come from load; `recover`: low load after saturation, until the target answers as before.
 */
export const phasePurposeSchema = z.enum(['measure', 'baseline', 'ascend', 'search', 'confirm', 'recover']);
export type PhasePurpose = z.infer<typeof phasePurposeSchema>;

/** Of one call of a trace; `null`: as every other. */
export interface CallSize {
  caseIndex: number | null;
  maxOutputTokens: number | null;
}

/** One stretch of load on one target. Times in ms from its start; exactly one of `arrivals` and `users` drives it. */
export interface LoadPhase {
  purpose: PhasePurpose;
  /** Wanted calls per second where the shape has one rate. */
  rate: number | null;
  warmupMs: number;
  measureMs: number;
  /** When calls (or sessions) begin, ascending. */
  arrivals: number[] | null;
  /** Of the call at each arrival; `null`: all take the cases in turn. */
  sizes: CallSize[] | null;
  users: { count: number; thinkMs: number } | null;
  /** Calls of a session: each waits for the answer before it and then thinks. */
  turns: { count: number; thinkMs: number };
}

/**
 * What all phases at a rate show together. `client`: calls were not sent, so that the rate was never offered. `undecided`:
 * the evidence is not enough for either.
 */
export const rateStateSchema = z.enum(['sustained', 'saturated', 'undecided', 'client']);
export type RateState = z.infer<typeof rateStateSchema>;

/** What a phase came to, for a shape that decides from it. Of all phases of the target at that rate: `state` to `failureShare`. */
export interface PhaseVerdict {
  purpose: PhasePurpose;
  rate: number | null;
  state: RateState;
  /** Undecided, and leaning towards saturation. */
  suspect: boolean;
  /** Calls measured. */
  calls: number;
  /** Calls without an answer among those sent; `null`: none was sent. */
  failureShare: number | null;
  /** 95th percentile of the response, ms; `null`: no answer. */
  responseP95Ms: number | null;
  /** The phase itself answered as the baseline did; `true` before there is one. */
  recovered: boolean;
  /** How long the phase took, drain included. */
  seconds: number;
}

/** How a plan goes about load; pure: the same answers always lead to the same phases. */
export interface LoadPlan {
  settings: LoadSettings;
  /** `null`: the target is done. */
  nextPhase(targetIndex: number, done: readonly PhaseVerdict[]): LoadPhase | null;
}

/** A phase as it took place; wall clock, ms since the epoch. */
export const runPhaseSchema = z
  .object({
    target_id: z.string(),
    purpose: phasePurposeSchema,
    rate: z.number().nullable(),
    users: z.number().nullable(),
    from_ms: z.number(),
    measure_from_ms: z.number().describe('Calls that start in [measure_from_ms, measure_to_ms) are measured'),
    measure_to_ms: z.number(),
    ended_at_ms: z.number().nullable().describe('`null`: in progress'),
  })
  .meta({ id: 'RunPhase' });
export type RunPhase = z.infer<typeof runPhaseSchema>;

/** What a run under load keeps of it. */
export const runLoadSchema = z
  .object({
    shape: z.string(),
    options: z.record(z.string(), z.unknown()).describe('As written, without large values'),
    phases: z.array(runPhaseSchema),
  })
  .meta({ id: 'RunLoad' });
export type RunLoad = z.infer<typeof runLoadSchema>;
