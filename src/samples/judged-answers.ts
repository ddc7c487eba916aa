/** A judge is paid for each word and may say another the next time: what judges said is kept beside the journal, like scores given later. */
import type { Judging } from '../contract/judge.ts';
import type { Score, ScoredAnswer, ScorerServices } from '../contract/score.ts';
import type { SampleRows } from './sample-builder.ts';

const judgingOf = ({ metadata }: Score) => metadata?.['judged'] as Judging | undefined;

/** What judging one answer took; `null` when no judge was asked. */
export function judgingOfAnswer(
  scores: readonly Score[],
): (Pick<Judging, 'calls' | 'cost_nanousd'> & { isUnscorable: boolean }) | null {
  const all = scores.flatMap((score) => judgingOf(score) ?? []);
  if (all.length === 0) return null;
  const costs = all.map(({ cost_nanousd }) => cost_nanousd);
  return {
    isUnscorable: scores.some((score) => judgingOf(score) && score.value === null),
    calls: all.reduce((sum, { calls }) => sum + calls, 0),
    cost_nanousd: costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
  };
}

/** The scores of an answer that a judge had part in; `null` for any other. */
export function judgedAnswer(settled: SampleRows): ScoredAnswer | null {
  if (!('sample' in settled)) return null;
  const { sample, payload } = settled;
  if (!payload.scores.some(judgingOf)) return null;
  return {
    sample_id: sample.sample_id,
    started_at_ms: sample.started_at_ms,
    quality: sample.quality,
    correct: sample.correct,
    expected: payload.expected,
    scores: payload.scores,
  };
}

/** For answers whose scores are kept. */
export function withoutJudges(services: ScorerServices = {}): ScorerServices {
  const { judge: _, ...others } = services;
  return others;
}
