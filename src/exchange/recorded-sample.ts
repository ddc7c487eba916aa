import { answeredOutcomes } from '../contract/outcome.ts';
import { roundToUnits } from '../contract/whole-units.ts';
import type { Measurement } from '../contract/measurement.ts';
import { sampleSchema, type Sample, type SampleRecord } from '../contract/sample.ts';
import type { Run, RunTarget } from '../contract/run.ts';
import type { Score } from '../contract/score.ts';
import { targetKey } from '../contract/target-key.ts';
import { defaultProject } from '../contract/sample-source.ts';
import { sourceOf } from '../contract/source-of.ts';
import type { RecordedCall } from './recorded-call.ts';

/** What the file's own score is called. */
export const recordedScore = 'recorded';

/** Of a time next to nothing there is no rate. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** What follows from the times and counts of a call by the definitions of the metrics; the rest stays unknown. */
function measured(call: RecordedCall): Partial<Measurement> {
  const { ttftMs, e2eMs, inputTokens, outputTokens, reasoningTokens } = call;
  const isAnswered = answeredOutcomes.has(call.outcome);
  const e2e = isAnswered ? e2eMs : null;
  const decode = e2e === null || ttftMs === null ? null : e2e - ttftMs;
  const tokens = outputTokens === null ? null : outputTokens + (reasoningTokens ?? 0);
  const tpot = decode !== null && decode > 0 && tokens !== null && tokens > 1 ? decode / (tokens - 1) : null;
  const isCounted = inputTokens !== null || outputTokens !== null;
  return {
    ttft_ms: ttftMs,
    e2e_ms: e2e,
    decode_ms: decode,
    tpot_ms: tpot,
    ntpot_ms: e2e === null || !tokens ? null : e2e / tokens,
    tok_s_user: tpot === null ? null : finite(1000 / tpot),
    tok_s_e2e: e2e === null || e2e <= 0 || tokens === null ? null : finite((tokens * 1000) / e2e),
    input_tokens: inputTokens,
    cache_read_tokens: call.cacheReadTokens,
    output_tokens: outputTokens,
    reasoning_tokens: reasoningTokens,
    usage_source: isCounted ? 'provider' : 'missing',
    cost_nanousd: call.costNanousd,
    price_id: call.costNanousd === null ? '' : 'recorded',
  };
}

/** The file's own verdicts: one without a name, if it has one, and those with names. */
function ownScores({ score, correct, scores }: RecordedCall): Score[] {
  const value = score ?? (correct === null ? null : Number(correct));
  const named = scores.map(({ name, value: own, explanation }): Score => ({
    name,
    value: own,
    passed: own === null ? null : own === 1,
    label: null,
    explanation,
  }));
  if (value === null) return named;
  const passed = correct ?? value === 1;
  return [{ name: recordedScore, value, passed, label: null, explanation: null }, ...named];
}

/** The verdict without a name is the quality; else the mean of those with names. */
function ownQuality(call: RecordedCall, scores: Score[]): Pick<Scored, 'quality' | 'correct'> {
  const counted = call.score === null && call.correct === null ? scores : scores.slice(0, 1);
  const values = counted.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return { quality: null, correct: null };
  const passes = counted.flatMap(({ passed }) => (passed === null ? [] : [passed]));
  return {
    quality: values.reduce((sum, value) => sum + value, 0) / values.length,
    correct: passes.every(Boolean),
  };
}

/** Every field of a sample. */
const blank = Object.fromEntries(Object.keys(sampleSchema.shape).map((name) => [name, null]));

/** What holds for all calls of a target; the rest is unknown. */
export function sampleOfTarget(run: Run, target: RunTarget): Sample {
  return {
    ...(blank as unknown as Sample),
    run_id: run.run_id,
    suite_hash: run.suite_hash,
    project: run.project ?? defaultProject,
    source: sourceOf(run),
    target_id: target.id,
    target_key: targetKey(target),
    attempts: 1,
    is_warmup: false,
    provider: target.provider,
    request_model: target.model,
    system_fingerprint: '',
    service_tier: '',
    served_by: '',
    region: '',
    reasoning_requested: '',
    reasoning_effective: '',
    provider_tools: '',
    error_class: '',
    finish_reason: '',
    started_at_ms: run.ended_at_ms ?? run.started_at_ms,
  };
}

export interface SamplePlace {
  ofTarget: Sample;
  sampleId: string;
  caseIndex: number;
  repeat: number;
  expected: unknown;
}

/** Verdicts of scorers, with what they come to; without them the file's own score stands. */
export interface Scored {
  scores: Score[];
  quality: number | null;
  correct: boolean | null;
}

/** The record of one call as it is stored. The sample is a filled copy: one after the other, eighty fields take ten times as long. */
export function recordedSample(call: RecordedCall, at: SamplePlace, scored: Scored | null): SampleRecord {
  const { ofTarget, sampleId: sample_id } = at;
  const scores = scored?.scores ?? ownScores(call);
  const { quality, correct } = scored ?? ownQuality(call, scores);
  const { run_id } = ofTarget;
  const started_at_ms = call.startedAtMs ?? ofTarget.started_at_ms;
  const values = scores.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const]));
  const sample: Sample = {
    ...ofTarget,
    sample_id,
    started_at_ms,
    case_id: call.caseId,
    case_index: at.caseIndex,
    cluster: call.cluster,
    category: call.category,
    repeat: at.repeat,
    response_model: call.responseModel,
    outcome: call.outcome,
    quality,
    correct,
    scores: Object.fromEntries(values),
  };
  return {
    sample: roundToUnits(Object.assign(sample, measured(call))),
    payload: {
      sample_id,
      run_id,
      started_at_ms,
      messages: call.input === null ? [] : [{ role: 'user', content: call.input }],
      expected: at.expected ?? null,
      answer:
        call.output === null ? null : { text: call.output, reasoning: '', toolCalls: [], finishReason: null },
      scores,
      error_message: call.error,
      frame_times_us: [],
      frame_kinds: '',
      raw_usage: null,
    },
  };
}
