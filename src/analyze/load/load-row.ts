import type { Sample } from '../../contract/sample.ts';

/** What of a sample the figures of a run under load are made from. */
export type LoadRow = Pick<
  Sample,
  | 'target_id'
  | 'is_warmup'
  | 'started_at_ms'
  | 'outcome'
  | 'ttft_ms'
  | 'e2e_ms'
  | 'response_ms'
  | 'queue_ms'
  | 'tpot_ms'
  | 'output_tokens'
  | 'reasoning_tokens'
> &
  Partial<Pick<Sample, 'output_audio_tokens' | 'output_image_tokens' | 'error_class' | 'http_status'>>;

export function loadRowOf(sample: Sample): LoadRow {
  const { target_id, is_warmup, started_at_ms, outcome, ttft_ms, e2e_ms } = sample;
  const { response_ms, queue_ms, tpot_ms, output_tokens, reasoning_tokens } = sample;
  return {
    target_id,
    is_warmup,
    started_at_ms,
    outcome,
    ttft_ms,
    e2e_ms,
    response_ms,
    queue_ms,
    tpot_ms,
    output_tokens,
    reasoning_tokens,
    output_audio_tokens: sample.output_audio_tokens,
    output_image_tokens: sample.output_image_tokens,
    error_class: sample.error_class,
    http_status: sample.http_status,
  };
}

/** When the call should have begun, wall clock; a call that was never sent has its schedule as its start. */
export const scheduledAt = (row: LoadRow): number => row.started_at_ms - (row.queue_ms ?? 0);

/** Came to its end with an answer that took the time answers take; one cut at `maxOutputTokens` did too. */
export const isAnswered = (row: LoadRow): boolean => row.outcome === 'ok' || row.outcome === 'truncated';
