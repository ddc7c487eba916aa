import type { Score } from '../contract/score.ts';
import type { ScorerSpec } from '../contract/suite.ts';

/**
 * The quality of one answer: mean of its scores, weighted by their specs (same order); correct when all passed.
 * Scores without a value are left out of both; `null` when none has one.
 */
export function qualityOf(
  scores: readonly Score[],
  specs: readonly Pick<ScorerSpec, 'weight'>[],
): { quality: number | null; correct: boolean | null } {
  let sum = 0;
  let weights = 0;
  let correct = true;
  scores.forEach((score, i) => {
    if (score.value === null) return;
    const weight = specs[i]?.weight ?? 1;
    sum += score.value * weight;
    weights += weight;
    correct &&= score.passed === true;
  });
  return weights === 0 ? { quality: null, correct: null } : { quality: sum / weights, correct };
}
