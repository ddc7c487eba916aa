/** What the client can see on this machine: the figures that stand beside every run made on it. */

/** Type-7 quantiles of all values, however few. */
export interface ErrorFigures {
  p50_ms: number;
  p99_ms: number;
  max_ms: number;
}

/** Ours minus what the simulator logged when it wrote. */
export interface TimingError {
  streams: number;
  calls: number;
  /** Calls that could not be compared. */
  unmatched: number;
  /** First content frame: how late we stamped it. */
  ttft_error: ErrorFigures | null;
  /** Between content frames: size of the difference. */
  gap_error: ErrorFigures | null;
}

/** Calls sent by a clock, whatever became of those before. */
export interface ScheduleError {
  /** Calls per second. */
  rate: number;
  calls: number;
  /** Answered calls that left within 100 ms of their instant / all. */
  achieved_share: number;
  /** When a call left minus when it should have. */
  error: ErrorFigures | null;
}

/** `native`: our own code for OpenAI-compatible endpoints; `package`: an AI SDK provider package. */
export type Way = 'native' | 'package';

export interface SelftestReport {
  schema: 'assay.selftest/1';
  at_ms: number;
  assay_version: string;
  node_version: string;
  cpu: string;
  cores: number;
  /** First token after 50 ms, then 32 chunks 10 ms apart. */
  timing: (TimingError & { way: Way; wire: string })[];
  /** Open loop at a constant rate; 16-chunk answers after 50 ms, by our own code. */
  schedule: ScheduleError[];
  /** Calls per second without any delay, 64 at once, 16-chunk streams; `raw` is undici's dispatch with nothing on top. */
  rate: { raw_req_s: number; native_req_s: number; package_req_s: number };
}
