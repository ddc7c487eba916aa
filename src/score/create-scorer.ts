/** Takes an answer and its case, gives the scores; never rejects, as a scorer's fault is data too. */
import type { Answer } from '../contract/attempt.ts';
import type { Score, ScoreAnswer, Verdict } from '../contract/score.ts';
import type { Case, ScorerSpec } from '../contract/suite.ts';
import { prepareScorer } from './prepare-scorer.ts';

export interface Scorer {
  /** One score for each of the case's scorers, in their order. */
  score(testCase: Case, answer: Answer): Promise<Score[]>;
}

/** Sums of thirds and tenths miss a threshold by their last digit. */
const slack = 1e-9;

function scoreOf(spec: ScorerSpec, verdict: Verdict): Score {
  const { value: raw, label = null, explanation = null } = verdict;
  if (raw === null) return { name: spec.name, value: null, passed: null, label, explanation };
  if (!(raw >= 0 && raw <= 1)) {
    const fault = `The scorer "${spec.type}" gave ${raw}, which is not between 0 and 1.`;
    return { name: spec.name, value: null, passed: null, label, explanation: fault };
  }
  const value = spec.not ? 1 - raw : raw;
  // What was found explains the plain verdict; turned round it may explain a failure that has no words of its own.
  const words = spec.not
    ? value < 1
      ? `The opposite was wanted${label === null ? '' : `: ${label}`}.`
      : null
    : explanation;
  return { name: spec.name, value, passed: value >= spec.threshold - slack, label, explanation: words };
}

/**
 * Prepares every scorer of the cases once, so that a wrong option is an `AssayError` here and not in the middle of a run.
 * Specs are told apart by identity: cases that share a list share its scorers.
 */
export function createScorer(cases: readonly Case[]): Scorer {
  const prepared = new Map<ScorerSpec, ScoreAnswer>();
  function prepare(spec: ScorerSpec): ScoreAnswer {
    const known = prepared.get(spec) ?? prepareScorer(spec);
    prepared.set(spec, known);
    return known;
  }
  for (const testCase of cases) testCase.scorers.forEach(prepare);

  async function scoreOne(spec: ScorerSpec, testCase: Case, answer: Answer): Promise<Score> {
    try {
      return scoreOf(spec, await prepare(spec)(answer, testCase));
    } catch (error) {
      const explanation = `The scorer "${spec.type}" failed: ${error instanceof Error ? error.message : String(error)}`;
      return { name: spec.name, value: null, passed: null, label: null, explanation };
    }
  }

  return {
    score: (testCase, answer) =>
      Promise.all(testCase.scorers.map((spec) => scoreOne(spec, testCase, answer))),
  };
}
