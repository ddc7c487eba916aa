import type { Measurement } from './measurement.ts';
import type { ErrorClass, Outcome } from './outcome.ts';
import type { Answer } from './attempt.ts';
import type { Message } from './content.ts';
import type { Score } from './score.ts';

/** The settled result of (run, target, case, repeat): the row that is stored, sent live and analysed. */
export interface Sample extends Measurement {
  /** uuid v5 of run, target, case and repeat: writing twice is writing once. */
  sample_id: string;
  run_id: string;
  suite_hash: string;
  target_id: string;
  case_id: string;
  /** Position of the case in the suite, from 0. */
  case_index: number;
  cluster: string;
  category: string;
  repeat: number;
  /** How many attempts it took, 1 or more. */
  attempts: number;
  is_warmup: boolean;
  provider: string;
  request_model: string;
  response_model: string;
  /** The provider's mark of the system that answered; empty: it sends none. */
  system_fingerprint: string;
  /** The service tier that answered, in the provider's own word; empty: none was told. */
  service_tier: string;
  /** Who served it behind a gateway; empty: it did not tell. */
  served_by: string;
  /** How often the provider's own tools ran, as `web_search=2 file_search=1`: some are billed apart. Empty: none did. */
  provider_tools: string;
  /** Wall clock of the final attempt, ms since the epoch. */
  started_at_ms: number;
  outcome: Outcome;
  error_class: ErrorClass | '';
  http_status: number | null;
  finish_reason: string;
  /** Weighted mean of the scores; `null` when nothing could be scored. */
  quality: number | null;
  /** Every score passed; `null` when nothing could be scored. */
  correct: boolean | null;
  /** Score name → value, only those that have one. */
  scores: Record<string, number>;
}

/** The large part of a sample, kept apart from the numbers. */
export interface SamplePayload {
  sample_id: string;
  run_id: string;
  started_at_ms: number;
  messages: Message[];
  expected: unknown;
  answer: Answer | null;
  scores: Score[];
  error_message: string;
  /** What the provider sent instead of an answer, cut and without keys; absent: the message says it all. */
  error_body?: string;
  /** Content frames: arrival after `sent` in µs, and kinds as in `ContentFrames`. */
  frame_times_us: number[];
  frame_kinds: string;
  raw_usage: unknown;
  /** Of a conversation: its calls in order; `null` or absent for a single call. */
  steps?: SampleStep[] | null;
}

/** One call of a conversation, as it is shown. */
export interface SampleStep extends Pick<
  Measurement,
  'ttft_ms' | 'e2e_ms' | 'input_tokens' | 'output_tokens' | 'reasoning_tokens' | 'cost_nanousd'
> {
  /** Besides what was said before: results of tools, or the user's next turn; nothing for the first call. */
  sent: Message[];
  answer: Answer | null;
  outcome: Outcome;
  error_class: ErrorClass | '';
  error_message: string;
  http_status: number | null;
  /** It failed and was tried again. */
  retried: boolean;
}

/** An attempt that was followed by another: kept so that no failed call is a missing row. */
export interface RetriedAttempt {
  sample_id: string;
  run_id: string;
  target_id: string;
  case_id: string;
  repeat: number;
  attempt: number;
  started_at_ms: number;
  outcome: Outcome;
  error_class: ErrorClass | '';
  http_status: number | null;
  error_message: string;
  e2e_ms: number | null;
  cost_nanousd: number | null;
}
