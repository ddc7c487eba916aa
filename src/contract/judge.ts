import type { ScopeLimitsEntry } from './limits.ts';

/** Room for a list of forty claims. */
export const judgeMaxOutputTokens = 4000;

/** A model that judges answers: asked apart from the measured calls, never timed, paid on a line of its own. */
export interface JudgeModel {
  /** `provider/model`. */
  model: string;
  /** Of an OpenAI-compatible endpoint. */
  baseUrl?: string | undefined;
  /** Of one scorer's calls to it. */
  limits?: ScopeLimitsEntry | undefined;
}

export interface JudgeQuestion {
  /** How to judge. */
  instructions: string;
  /** What is to be judged, fenced. */
  material: string;
  /** JSON schema of the verdict. */
  schema: Record<string, unknown>;
}

export interface JudgeReply {
  /** `null`: it did not answer, for `failure`. */
  text: string | null;
  failure: string | null;
  input_tokens: number | null;
  output_tokens: number | null;
  /** `null`: its price is not known. */
  cost_nanousd: number | null;
}

/** Asks once, tries again what may pass. Never rejects for what the provider does. */
export type AskJudge = (model: JudgeModel, question: JudgeQuestion) => Promise<JudgeReply>;

/** What judging one answer took, in a score's metadata under `judged`. */
export interface Judging {
  /** Each judge's own verdict, `null` where it could not be read. */
  votes: { model: string; value: number | null; label: string | null; reason: string }[];
  calls: number;
  /** `null` when any call's is not known. */
  cost_nanousd: number | null;
}
