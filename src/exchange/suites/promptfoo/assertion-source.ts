/** What a kind of assertion is given, and what it gives. */
import type { ScorerEntry } from '../../../contract/suite.ts';
import type { Fields } from './source-part.ts';

export interface AssertionSource {
  /** Without `not-`. */
  type: string;
  isTurned: boolean;
  /** Filled in; a file that it names is read. */
  value: unknown;
  threshold: number | undefined;
  /** Who judges or embeds, as the configuration writes it. */
  provider: unknown;
  config: unknown;
  /** Values of the test. */
  variables: Fields;
  /** Programs that an answer goes through before it is looked at. */
  transforms: string[];
  /** Reads a program of the configuration's folder: its path from the suite. */
  pathOf(name: string): string;
}

type LongScorer = Exclude<ScorerEntry, string>;

/** Scorers with what they expect of the case, or why there are none. */
export type Taken =
  | {
      scorers: LongScorer[];
      /** Of all of them. */
      expected?: unknown;
      /** The same without an expected value, where the case expects something else already. */
      otherwise?: LongScorer;
      /** What is different. */
      but?: string;
      /** It takes `threshold` from the assertion, or has none there either. */
      usesThreshold?: boolean;
      usesProvider?: boolean;
      usesConfig?: boolean;
    }
  | { why: string };

export type TakeAssertion = (source: AssertionSource) => Taken;

/** Of a value that is turned round, 1 − value, the same limit. */
export const limitOf = ({ isTurned }: AssertionSource, threshold: number): number =>
  isTurned ? Number((1 - threshold).toFixed(10)) : threshold;
