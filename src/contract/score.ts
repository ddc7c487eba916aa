import type { Answer } from './attempt.ts';
import type { Case, ScorerSpec } from './suite.ts';

/** One scorer's verdict on one answer. */
export interface Score {
  /** The spec's name. */
  name: string;
  /** 0 to 1; `null`: this answer could not be scored, which is not the same as wrong. */
  value: number | null;
  /** value ≥ threshold; `null` when the value is. */
  passed: boolean | null;
  /** What was found in the answer, e.g. the extracted number. */
  label: string | null;
  /** One sentence for a person. */
  explanation: string | null;
}

/** What a scorer says before name, threshold and `not` are applied. */
export interface Verdict {
  value: number | null;
  label?: string;
  explanation?: string;
}

/** A scorer with its options already validated. */
export type ScoreAnswer = (answer: Answer, testCase: Case) => Verdict | Promise<Verdict>;

/** A kind of scorer: one file each in `score/`. */
export interface ScorerKind {
  /** The word a user writes as `type`. */
  type: string;
  /** One line for `--help` and docs. */
  summary: string;
  /**
   * Checks the options and prepares the scorer (compiles the regex, the schema).
   * Throws an `AssayError` with one problem when an option is wrong.
   */
  prepare(options: Record<string, unknown>, spec: ScorerSpec): ScoreAnswer;
}
