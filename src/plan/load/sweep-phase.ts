/** How long the phases of a sweep last. */
import type { PhasePurpose } from '../../contract/load.ts';

export interface Step {
  purpose: PhasePurpose;
  rate: number;
  /** How many phases the rate has had. */
  look: number;
  /** Own length in place of the look's. */
  seconds?: number;
}

/** Of each look at a rate, as multiples of the set duration; all phases at a rate count together. */
const lookLengths = [1, 1, 2, 4];
export const maxLooks = lookLengths.length;

/** A first look has so many calls where that takes no more than `longestFirst` times the set duration. */
const firstCalls = 60;
/** Where many calls fail at low load, it takes more to see that they do not become more. */
const firstCallsFailing = 400;
const longestFirst = 4;

/** `look`: from 0; `isFailing`: many calls fail at low load. */
export function lookSeconds(
  { purpose, rate, look, seconds: own }: Step,
  seconds: number,
  isFailing: boolean,
): number {
  if (own !== undefined) return own;
  const length = seconds * (lookLengths[look] ?? 1);
  if (look > 0 || purpose === 'search') return length;
  const calls = isFailing ? firstCallsFailing : firstCalls;
  return Math.max(length, Math.min(longestFirst * seconds, calls / rate));
}

const recoveryCalls = 5;

/** A few calls at a low rate. */
export const recoverySeconds = (rate: number): number => Math.min(30, Math.max(2, recoveryCalls / rate));
