/** Cases that do not say what their scorers hold answers against: found before anything is asked, by scoring an answer nobody gave. */
import type { Answer } from '../contract/attempt.ts';
import type { Case, ScorerSpec } from '../contract/suite.ts';
import { prepareScorer, type PreparedScorer } from './prepare-scorer.ts';

export interface MissingExpected {
  /** The scorer's name. */
  scorer: string;
  /** Cases it is to score. */
  cases: number;
  /** Indices of those that lack what it needs. */
  missing: number[];
  /** What the first of them lacks, in the scorer's words. */
  says: string;
}

/** Every scorer begins so where it is the case that lacks something; a test holds all kinds to it. */
const unsupportedText = /^The case (expects no|has no )/;

const anyAnswer: Answer = { text: 'answer', reasoning: '', toolCalls: [], finishReason: 'stop' };

/** Only scorers that lack something somewhere, in order of their first case. Nothing is asked and no program is started. */
export async function missingExpected(cases: readonly Case[]): Promise<MissingExpected[]> {
  const prepared = new Map<ScorerSpec, PreparedScorer>();
  const found = new Map<string, MissingExpected>();
  for (const testCase of cases)
    for (const spec of testCase.scorers) {
      const scorer = prepared.get(spec) ?? prepareScorer(spec);
      prepared.set(spec, scorer);
      const entry = found.get(spec.name) ?? { scorer: spec.name, cases: 0, missing: [], says: '' };
      found.set(spec.name, entry);
      entry.cases++;
      const says = await lackedBy(scorer, testCase);
      if (says === null) continue;
      entry.missing.push(testCase.index);
      entry.says ||= says;
    }
  return [...found.values()].filter(({ missing }) => missing.length > 0);
}

async function lackedBy({ scoreAnswer }: PreparedScorer, testCase: Case): Promise<string | null> {
  try {
    const { value, explanation = '' } = await scoreAnswer(anyAnswer, testCase);
    return value === null && unsupportedText.test(explanation) ? explanation : null;
  } catch {
    // what fails on an answer that nobody gave says nothing of the case
    return null;
  }
}
