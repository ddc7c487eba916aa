import { AssayError } from '../../contract/errors.ts';
import type { ScorerSpec } from '../../contract/suite.ts';
import { prepareScorer } from '../../score/prepare-scorer.ts';
import { normaliseScorers } from '../../suite/normalise-scorer.ts';

/** `type`, or `{"type": …}` with options as JSON. */
export function parseScorers(given: string[]): ScorerSpec[] {
  const entries = given.map((text): string | { type: string } => {
    if (!text.trimStart().startsWith('{')) return text;
    try {
      return JSON.parse(text) as { type: string };
    } catch (cause) {
      throw new AssayError('usage', `--scorer ${text} is no JSON: ${(cause as Error).message}`, {
        remedy: `Write a type, or JSON such as '{"type":"length","max":50}'.`,
        cause,
      });
    }
  });
  const specs = normaliseScorers(entries);
  for (const spec of specs) prepareScorer(spec);
  return specs;
}
