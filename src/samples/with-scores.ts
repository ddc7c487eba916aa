/** An answer's scores put in the place of those it has: the same for one just scored again and for a journal read again. */
import type { SampleRecord } from '../contract/sample.ts';
import type { SamplePayload } from '../contract/sample.ts';
import type { LaterScores, ScoredAnswer } from '../contract/score.ts';
import type { SampleRows } from './sample-builder.ts';

type Answered = SampleRecord & { payload: SamplePayload };

export function withScores<Record extends Answered>(record: Record, scored: ScoredAnswer): Record {
  const { quality, correct, expected, scores } = scored;
  const known = scores.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const]));
  return {
    ...record,
    sample: { ...record.sample, quality, correct, scores: Object.fromEntries(known) },
    payload: { ...record.payload, expected, scores },
  };
}

/** As settled from the journal, or as scored again since. */
export function withLaterScores(settled: SampleRows, later: LaterScores): SampleRows {
  if (!('sample' in settled)) return settled;
  const scored = later(settled.sample);
  return scored ? withScores(settled, scored) : settled;
}
