import { answeredOutcomes } from '../contract/outcome.ts';
import type { Measurement } from '../contract/measurement.ts';
import type { SampleRecord } from '../contract/sample.ts';
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
function measured(call: RecordedCall): Measurement {
  const { ttftMs, e2eMs, inputTokens, outputTokens, reasoningTokens } = call;
  const isAnswered = answeredOutcomes.has(call.outcome);
  const e2e = isAnswered ? e2eMs : null;
  const decode = e2e === null || ttftMs === null ? null : e2e - ttftMs;
  const tokens = outputTokens === null ? null : outputTokens + (reasoningTokens ?? 0);
  const tpot = decode !== null && decode > 0 && tokens !== null && tokens > 1 ? decode / (tokens - 1) : null;
  const isCounted = inputTokens !== null || outputTokens !== null;
  return {
    ttft_ms: ttftMs,
    ttfo_ms: null,
    ttfb_ms: null,
    e2e_ms: e2e,
    queue_ms: null,
    connect_ms: null,
    dns_ms: null,
    tls_ms: null,
    response_ms: null,
    decode_ms: decode,
    tpot_ms: tpot,
    ntpot_ms: e2e === null || !tokens ? null : e2e / tokens,
    stall_max_ms: null,
    stalls: null,
    tok_s_user: tpot === null ? null : finite(1000 / tpot),
    norm_tok_s: null,
    tok_s_e2e: e2e === null || e2e <= 0 || tokens === null ? null : finite((tokens * 1000) / e2e),
    input_tokens: inputTokens,
    cache_read_tokens: call.cacheReadTokens,
    cache_write_tokens: null,
    cache_write_1h_tokens: null,
    input_audio_tokens: null,
    input_image_tokens: null,
    output_audio_tokens: null,
    output_image_tokens: null,
    billed_input_tokens: null,
    billed_output_tokens: null,
    output_tokens: outputTokens,
    reasoning_tokens: reasoningTokens,
    usage_source: isCounted ? 'provider' : 'missing',
    local_tokens: null,
    usage_gap: null,
    stated_cost_nanousd: null,
    cost_gap: null,
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

export interface SamplePlace {
  run: Run;
  target: RunTarget;
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

/** The record of one call as it is stored. */
export function recordedSample(call: RecordedCall, at: SamplePlace, scored: Scored | null): SampleRecord {
  const { run, target, sampleId } = at;
  const scores = scored?.scores ?? ownScores(call);
  const { quality, correct } = scored ?? ownQuality(call, scores);
  const started_at_ms = call.startedAtMs ?? run.ended_at_ms ?? run.started_at_ms;
  const key = { sample_id: sampleId, run_id: run.run_id, started_at_ms };
  const values = scores.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const]));
  return {
    sample: {
      ...measured(call),
      ...key,
      suite_hash: run.suite_hash,
      project: run.project ?? defaultProject,
      source: sourceOf(run),
      target_id: target.id,
      target_key: targetKey(target),
      case_id: call.caseId,
      case_index: at.caseIndex,
      cluster: call.cluster,
      category: call.category,
      repeat: at.repeat,
      attempts: 1,
      is_warmup: false,
      provider: target.provider,
      request_model: target.model,
      response_model: call.responseModel,
      system_fingerprint: '',
      service_tier: '',
      served_by: '',
      region: '',
      reasoning_requested: '',
      reasoning_effective: '',
      provider_tools: '',
      outcome: call.outcome,
      error_class: '',
      http_status: null,
      finish_reason: '',
      quality,
      correct,
      scores: Object.fromEntries(values),
    },
    payload: {
      ...key,
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
