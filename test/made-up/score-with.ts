import type { Answer } from '../../src/contract/attempt.ts';
import type { Measurement } from '../../src/contract/measurement.ts';
import type { ScorerServices, ScorerKind, Verdict } from '../../src/contract/score.ts';
import type { Case } from '../../src/contract/suite.ts';
import { answerOf, caseOf, specOf } from './scored-answer.ts';

export interface Scored {
  answer: string | Partial<Answer>;
  expected?: unknown;
  options?: Record<string, unknown>;
  measurement?: Partial<Measurement>;
  variables?: Case['variables'];
  services?: ScorerServices;
}

/** The verdict of a kind on one answer. */
export async function scoreWith(kind: ScorerKind, given: Scored): Promise<Verdict> {
  const { answer, expected, options = {}, measurement, variables = {}, services } = given;
  const scorer = kind.prepare(options, specOf(kind.type), services);
  const whole = typeof answer === 'string' ? answerOf(answer) : { ...answerOf(''), ...answer };
  const context = measurement ? { measurement: measurement as Measurement } : {};
  return scorer(whole, { ...caseOf(expected), variables }, context);
}

/** Its value alone. */
export const valueOf = async (kind: ScorerKind, answer: string, expected?: unknown, options = {}) =>
  (await scoreWith(kind, { answer, expected, options })).value;
