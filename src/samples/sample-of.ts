/** The row of a sample, from all that is known of it. */
import { stableId } from '../base/id.ts';
import type { Attempt } from '../contract/attempt.ts';
import type { Measurement } from '../contract/measurement.ts';
import { measurementColumns } from '../contract/measured-fields.ts';
import { sampleSchema, type Sample } from '../contract/sample.ts';
import type { SampleSource } from '../contract/sample-source.ts';
import type { Score } from '../contract/score.ts';
import type { Target } from '../contract/suite.ts';
import { toolCountsText } from '../measure/tool-fees.ts';
import { qualityOf } from '../score/quality-of.ts';
import { requestedEffort } from './requested-effort.ts';
import type { Place } from './suite-places.ts';

/** What holds for all samples of a run. */
export interface OfRun {
  suiteHash: string;
  project: string;
  source: SampleSource;
  keyOf(target: Target): string;
}

export const sampleIdOf = (
  attempt: Pick<Attempt, 'runId' | 'targetId' | 'caseId' | 'repeat' | 'isWarmup'>,
): string =>
  stableId(
    attempt.runId,
    attempt.targetId,
    attempt.caseId,
    attempt.repeat,
    attempt.isWarmup ? 'warm-up' : 'measured',
  );

/** Every field of a sample. */
const blank: unknown = Object.fromEntries(Object.keys(sampleSchema.shape).map((name) => [name, null]));
const measured = Object.keys(measurementColumns) as (keyof Measurement)[];

/** Filled into a copy of an object that has all fields: to add eighty, one after the other, takes ten times as long, and five times the garbage. */
export function sampleOf(
  attempt: Attempt,
  { target, testCase }: Place,
  run: OfRun,
  measurement: Measurement,
  scores: Score[],
): Sample {
  const { quality, correct } = qualityOf(scores, testCase.scorers);
  const sample: Sample = {
    ...(blank as Measurement),
    sample_id: sampleIdOf(attempt),
    run_id: attempt.runId,
    suite_hash: run.suiteHash,
    project: run.project,
    source: run.source,
    target_id: target.id,
    target_key: run.keyOf(target),
    case_id: testCase.id,
    case_index: testCase.index,
    cluster: testCase.cluster ?? '',
    category: testCase.category ?? '',
    repeat: attempt.repeat,
    attempts: attempt.attempt + 1,
    is_warmup: attempt.isWarmup,
    provider: target.provider,
    request_model: target.model,
    response_model: attempt.responseModel ?? '',
    system_fingerprint: attempt.fingerprint ?? '',
    service_tier: attempt.serviceTier ?? '',
    served_by: attempt.servedBy ?? '',
    region: attempt.region ?? '',
    reasoning_requested: requestedEffort(target.parameters),
    reasoning_effective: attempt.reasoningEffort ?? '',
    provider_tools: toolCountsText(attempt.answer?.serverTools),
    started_at_ms: attempt.startedAtMs,
    outcome: attempt.outcome,
    error_class: attempt.failure?.class ?? '',
    http_status: attempt.httpStatus,
    finish_reason: attempt.answer?.finishReason ?? '',
    scores: Object.fromEntries(
      scores.flatMap((score) => (score.value === null ? [] : [[score.name, score.value]])),
    ),
    quality,
    correct,
  };
  for (const name of measured) (sample as Record<string, unknown>)[name] = measurement[name];
  return sample;
}
