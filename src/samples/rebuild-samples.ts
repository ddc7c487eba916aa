/** Samples made again from attempts whose rows were made before: in an earlier process, by another worker. */
import type { Attempt } from '../contract/attempt.ts';
import type { LaterScores, ScoredAnswer, ScorerServices } from '../contract/score.ts';
import { withoutJudges } from './judged-answers.ts';
import type { SampleBuilder, SampleRows } from './sample-builder.ts';
import { withLaterScores } from './with-scores.ts';

/** Scored as its kept scores say; a judge is asked only where it has not spoken yet. Scorers are prepared for the first attempt: most runs have none. */
export function rebuildSamples(
  builderOf: (services?: ScorerServices) => SampleBuilder,
  services: ScorerServices,
  later: LaterScores,
): (attempt: Attempt) => Promise<SampleRows> {
  let builders: { judged: SampleBuilder; unjudged: SampleBuilder } | undefined;
  return async (attempt) => {
    builders ??= { judged: builderOf(services), unjudged: builderOf(withoutJudges(services)) };
    const { judged, unjudged } = builders;
    const rows = await unjudged.buildSample(attempt);
    const isKept = 'sample' in rows && later(rows.sample) !== null;
    return isKept || judged.atOnce === 1 ? withLaterScores(rows, later) : judged.buildSample(attempt);
  };
}

/** What was said last of each answer, in memory. */
export async function collectScores(scored: AsyncIterable<ScoredAnswer>): Promise<LaterScores> {
  const last = new Map<string, ScoredAnswer>();
  for await (const each of scored) last.set(answerKey(each), each);
  return (answer) => last.get(answerKey(answer)) ?? null;
}

const answerKey = ({ sample_id, started_at_ms }: Pick<ScoredAnswer, 'sample_id' | 'started_at_ms'>) =>
  `${sample_id} ${started_at_ms}`;
