import { nearSpelling } from '../base/near-spelling.ts';
import type { ScoreAnswer } from '../contract/score.ts';
import type { ScorerSpec } from '../contract/suite.ts';
import { scorerKinds } from './kinds.ts';
import { optionError } from './parse-options.ts';

/** Checks type and options and prepares the scorer. Throws an `AssayError` with one problem when either is wrong. */
export function prepareScorer(spec: ScorerSpec): ScoreAnswer {
  const kind = scorerKinds.find((candidate) => candidate.type === spec.type);
  if (kind) return kind.prepare(spec.options, spec);
  const types = scorerKinds.map((candidate) => candidate.type);
  const near = nearSpelling(spec.type, types);
  throw optionError({
    message: `There is no scorer "${spec.type}".`,
    path: 'type',
    expected: `one of: ${types.join(', ')}`,
    ...(near !== undefined && { remedy: `Did you mean "${near}"?` }),
  });
}
