import { nearSpelling } from '../base/near-spelling.ts';
import type { ScoreAnswer, ScorerServices, ScorerKind, ScorerMark } from '../contract/score.ts';
import type { ScorerSpec } from '../contract/suite.ts';
import { scorerKinds } from './kinds.ts';
import { narrowToField, splitField } from './narrow-to-field.ts';
import { optionError } from './parse-options.ts';
import { scorerMark } from './scorer-mark.ts';

export interface PreparedScorer {
  scoreAnswer: ScoreAnswer;
  mark: ScorerMark;
}

/** Throws an `AssayError` with one problem when there is no such kind. */
export function kindOf(spec: Pick<ScorerSpec, 'type'>): ScorerKind {
  const kind = scorerKinds.find((candidate) => candidate.type === spec.type);
  if (kind) return kind;
  const types = scorerKinds.map((candidate) => candidate.type);
  const near = nearSpelling(spec.type, types);
  throw optionError({
    message: `There is no scorer "${spec.type}".`,
    path: 'type',
    expected: `one of: ${types.join(', ')}`,
    ...(near !== undefined && { remedy: `Did you mean "${near}"?` }),
  });
}

/** Checks type and options and prepares the scorer. Throws an `AssayError` with one problem when either is wrong. */
export function prepareScorer(spec: ScorerSpec, services: ScorerServices = {}): PreparedScorer {
  const kind = kindOf(spec);
  const { path, others } = splitField(kind, spec.options);
  const score = kind.prepare(others, spec, services);
  return { scoreAnswer: path === null ? score : narrowToField(path, score), mark: scorerMark(spec, kind) };
}
