import { z } from 'zod';
import type { Answer } from './attempt.ts';
import type { AskJudge } from './judge.ts';
import type { Measurement } from './measurement.ts';
import type { Sandbox } from './program.ts';
import type { Case, Message, ScorerSpec } from './suite.ts';
import { optional } from './optional.ts';

/** Which scorer spoke: scores of equal marks may be compared. */
export const scorerMarkSchema = z
  .object({
    type: z.string(),
    version: z.number(),
    optionsHash: z.string().describe('Hash of what shapes a score: options, threshold, `not`'),
  })
  .meta({ id: 'ScorerMark' });
export type ScorerMark = z.infer<typeof scorerMarkSchema>;

/** One scorer's verdict on one answer. */
export const scoreSchema = z
  .object({
    name: z.string().describe("The spec's name"),
    value: z
      .number()
      .nullable()
      .describe('0 to 1; `null`: this answer could not be scored, which is not the same as wrong'),
    passed: z.boolean().nullable().describe('value ≥ threshold; `null` when the value is'),
    label: z.string().nullable().describe('What was found in the answer, e.g. the extracted number'),
    explanation: z.string().nullable().describe('One sentence for a person'),
    metadata: optional(z.record(z.string(), z.unknown())).describe(
      'Further data of the scorer, as JSON: parts of a score, output of a program',
    ),
    scorer: optional(scorerMarkSchema).describe('Absent in scores written before fingerprints were stored'),
  })
  .meta({ id: 'Score' });
export type Score = z.infer<typeof scoreSchema>;

/** What scoring a stored answer again has said: a line of the run's `scores.jsonl`. */
export const scoredAnswerSchema = z
  .object({
    sample_id: z.string(),
    started_at_ms: z
      .number()
      .describe('When the call of that answer was sent: a repeated call may give the sample another answer'),
    quality: z.number().nullable(),
    correct: z.boolean().nullable(),
    expected: z.unknown().describe('What the answer was compared with'),
    scores: z.array(scoreSchema),
  })
  .meta({ id: 'ScoredAnswer' });
export type ScoredAnswer = z.infer<typeof scoredAnswerSchema>;

/** What was said last of an answer, or `null`. */
export type LaterScores = (answer: Pick<ScoredAnswer, 'sample_id' | 'started_at_ms'>) => ScoredAnswer | null;

/** What a scorer says before name, threshold and `not` are applied. */
export interface Verdict {
  value: number | null;
  label?: string;
  explanation?: string;
  metadata?: Record<string, unknown>;
}

/** What is known of a call beside its answer. */
export interface ScoreContext {
  /** Absent where only the answer is at hand. */
  measurement?: Measurement;
  /** What was asked. */
  messages?: Message[];
  /** The text that is scored is this field of the answer's JSON. */
  field?: { value: unknown };
}

export interface EmbeddingModel {
  /** `provider/model`. */
  model: string;
  /** Of an OpenAI-compatible endpoint. */
  baseUrl?: string | undefined;
}

/** One vector a text, in order; `null` with the reason in `failure`. `tokens`: how many were paid for this time; `null`: not told. */
export type Embedded =
  | { vectors: number[][]; tokens: number | null }
  | { vectors: null; tokens: number | null; failure: string };

export type EmbedTexts = (model: EmbeddingModel, texts: string[]) => Promise<Embedded>;

/** One answer to be scored on another thread. */
export interface ScoreTask {
  spec: ScorerSpec;
  answer: Answer;
  testCase: Case;
  context: ScoreContext;
}

export type PooledScorer = (task: ScoreTask) => Promise<Verdict>;

/** What a scorer cannot do by itself and gets from outside; a power that is absent makes its answers unscorable. */
export interface ScorerServices {
  sandbox?: Sandbox;
  /** Vectors of texts. */
  embed?: EmbedTexts;
  /** Another model's word on an answer. */
  judge?: AskJudge;
  /** Scores large answers on another thread; absent: they are scored here. */
  inComputePool?: PooledScorer;
}

/** A scorer with its options already validated. */
export type ScoreAnswer = (
  answer: Answer,
  testCase: Case,
  context?: ScoreContext,
) => Verdict | Promise<Verdict>;

/** A kind of scorer: one file each in `score/`. */
export interface ScorerKind {
  /** The word a user writes as `type`. */
  type: string;
  /** One line for `--help` and docs. */
  summary: string;
  /** Raised whenever the same answer may get another score; default 1. */
  version?: number;
  /** The word of a power it cannot do without. */
  needs?: keyof ScorerServices;
  /** It reads the text of the answer, which the option `field` narrows to one field of the JSON in it. */
  readsText?: boolean;
  /** It computes: scored beside the main thread, however short the answer is. */
  isHeavy?: boolean;
  /**
   * Checks the options and prepares the scorer (compiles the regex, the schema).
   * Throws an `AssayError` with one problem when an option is wrong.
   */
  prepare(options: Record<string, unknown>, spec: ScorerSpec, services?: ScorerServices): ScoreAnswer;
}
