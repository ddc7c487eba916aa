/** Scorers as inputs name them: a type, or an entry as in a suite, also as JSON text. */
import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import type { ScorerEntry, ScorerSpec } from '../../contract/suite.ts';
import { prepareScorer } from '../../score/prepare-scorer.ts';
import { normaliseScorers } from '../../suite/normalise-scorer.ts';

export const scorerInput = z
  .union([z.string().min(1), z.looseObject({ type: z.string().min(1) })])
  .describe('a type, or an object with its options as in a suite, also as JSON text');
type ScorerInput = z.infer<typeof scorerInput>;

export function scorerEntryOf(given: ScorerInput): ScorerEntry {
  if (typeof given !== 'string' || !given.trimStart().startsWith('{')) return given;
  try {
    return JSON.parse(given) as ScorerEntry;
  } catch (cause) {
    throw new AssayError('usage', `the scorer ${given} is no JSON: ${(cause as Error).message}`, {
      remedy: `Write a type, or JSON such as '{"type":"length","max":50}'.`,
      cause,
    });
  }
}

/** Throws `usage` for one that cannot be. */
export function parseScorers(given: readonly ScorerInput[]): ScorerSpec[] {
  const specs = normaliseScorers(given.map(scorerEntryOf));
  for (const spec of specs) prepareScorer(spec);
  return specs;
}
