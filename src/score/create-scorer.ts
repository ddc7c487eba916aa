/** Takes an answer and its case, gives the scores; never rejects, as a scorer's fault is data too. */
import type { Answer } from '../contract/attempt.ts';
import type { Score, ScoreContext, ScorerServices, ScorerMark, Verdict } from '../contract/score.ts';
import type { Case, ScorerSpec } from '../contract/suite.ts';
import { kindOf, prepareScorer, type PreparedScorer } from './prepare-scorer.ts';

export interface Scorer {
  /** One score for each of the case's scorers, in their order. */
  score(testCase: Case, answer: Answer, context?: ScoreContext): Promise<Score[]>;
}

/** Sums of thirds and tenths miss a threshold by their last digit. */
const slack = 1e-9;

/** Smaller ones are scored in a few ms by every scorer. */
const maxCharacters = 8000;
/** Of answer and expected text: some scorers hold every word of the one against every word of the other. */
const maxPairs = 4_000_000;

const lengths = new WeakMap<Case, number>();

function lengthOf(expected: unknown): number {
  if (typeof expected === 'string') return expected.length;
  try {
    return JSON.stringify(expected)?.length ?? 0;
  } catch {
    // what cannot be written down is the scorer's to complain of
    return 0;
  }
}

/** Characters of what is expected, several references or whole documents too. */
function expectedLength(testCase: Case): number {
  const length = lengths.get(testCase) ?? lengthOf(testCase.expected);
  lengths.set(testCase, length);
  return length;
}

function isLarge({ text, toolCalls }: Answer, testCase: Case): boolean {
  const given = toolCalls.reduce((sum, call) => sum + call.arguments.length, text.length);
  const wanted = expectedLength(testCase);
  return given + wanted > maxCharacters || given * wanted > maxPairs;
}

/** What was found explains the plain verdict; turned round it may explain a failure that has no words of its own. */
function turnedWords(value: number, label: string | null): string | null {
  return value < 1 ? `The opposite was required${label === null ? '' : `: ${label}`}.` : null;
}

function scoreOf(spec: ScorerSpec, verdict: Verdict, mark: ScorerMark): Score {
  const { value: raw, label = null, explanation = null, metadata } = verdict;
  const common = { name: spec.name, label, ...(metadata && { metadata }), scorer: mark };
  if (raw === null) return { ...common, value: null, passed: null, explanation };
  if (!(raw >= 0 && raw <= 1)) {
    const fault = `The scorer "${spec.type}" returned ${raw}, which is not between 0 and 1.`;
    return { ...common, value: null, passed: null, explanation: fault };
  }
  const value = spec.not ? 1 - raw : raw;
  const words = spec.not ? turnedWords(value, label) : explanation;
  return { ...common, value, passed: value >= spec.threshold - slack, explanation: words };
}

/**
 * Prepares every scorer of the cases once, so that a wrong option is an `AssayError` here and not in the middle of a run.
 * Specs are told apart by identity: cases that share a list share its scorers.
 */
export function createScorer(cases: readonly Case[], services: ScorerServices = {}): Scorer {
  const prepared = new Map<ScorerSpec, PreparedScorer>();
  function prepare(spec: ScorerSpec): PreparedScorer {
    const known = prepared.get(spec) ?? prepareScorer(spec, services);
    prepared.set(spec, known);
    return known;
  }
  for (const testCase of cases) testCase.scorers.forEach(prepare);

  async function scoreOne(
    spec: ScorerSpec,
    testCase: Case,
    answer: Answer,
    context: ScoreContext,
  ): Promise<Score> {
    const { scoreAnswer, mark } = prepare(spec);
    const { needs, isHeavy } = kindOf(spec);
    const far =
      services.inComputePool && (isHeavy || isLarge(answer, testCase)) && !needs
        ? services.inComputePool
        : null;
    try {
      const verdict = far
        ? await far({ spec, answer, testCase: { ...testCase, scorers: [], tools: [] }, context })
        : await scoreAnswer(answer, testCase, context);
      return scoreOf(spec, verdict, mark);
    } catch (error) {
      const explanation = `The scorer "${spec.type}" failed: ${error instanceof Error ? error.message : String(error)}`;
      return scoreOf(spec, { value: null, explanation }, mark);
    }
  }

  return {
    async score(testCase, answer, context = {}) {
      const one = (spec: ScorerSpec) => scoreOne(spec, testCase, answer, context);
      if (!isLarge(answer, testCase)) return Promise.all(testCase.scorers.map(one));
      // one after the other: each hands the answer to a thread, and copying megabytes many times at once would be felt
      const scores: Score[] = [];
      for (const spec of testCase.scorers) scores.push(await one(spec));
      return scores;
    },
  };
}
