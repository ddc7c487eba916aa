/** A load shape: options in, arrival times out. One file each in this folder, named by the word a user writes. */
import type { z } from 'zod';
import type { LoadPhase, PhaseVerdict } from '../../contract/load.ts';

export interface ShapeContext {
  seed: number;
  /** Warm-up and measuring together, ms. */
  totalMs: number;
  measureMs: number;
  warmupMs: number;
  /** What the target's earlier phases came to. */
  done: readonly PhaseVerdict[];
}

/** A phase as a shape sees it; what is left out has its default. */
export type PhaseDraft = Partial<
  Pick<LoadPhase, 'purpose' | 'rate' | 'arrivals' | 'sizes' | 'users' | 'turns'>
> & {
  /** Own length in place of `totalMs`. */
  lastsMs?: number;
  /** Own warm-up, part of `lastsMs`. */
  warmupMs?: number;
};

export interface LoadShape<Options> {
  /** What a user writes as `shape`; the file's name. */
  word: string;
  summary: string;
  options: z.ZodType<Options>;
  /** The next phase of a target; `null`: no more. Pure. */
  next(options: Options, context: ShapeContext): PhaseDraft | null;
}

/** A shape whose options are whatever its own schema says. */
export type AnyLoadShape = Omit<LoadShape<never>, 'options'> & { options: z.ZodType };

/** A shape of one phase. */
export const once =
  <Options>(draft: (options: Options, context: ShapeContext) => PhaseDraft) =>
  (options: Options, context: ShapeContext): PhaseDraft | null =>
    context.done.length > 0 ? null : draft(options, context);
