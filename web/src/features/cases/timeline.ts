import type { Sample, SamplePayload } from '../../../../src/contract/sample.ts';

export interface Timeline {
  /** Own waiting before the call was sent, ms. */
  queue: number;
  /** Sent until the first content, ms. */
  wait: number;
  /** First until last content, ms. */
  decode: number;
  /** Content frames, ms after `sent`; at most `maxTicks`, evenly chosen, first and last always among them. */
  ticks: number[];
}

const maxTicks = 160;

/** `null` when no content arrived: there is nothing to draw. */
export function timelineOf(sample: Sample, payload: SamplePayload | null): Timeline | null {
  if (sample.ttft_ms === null || sample.e2e_ms === null) return null;
  return {
    queue: sample.queue_ms ?? 0,
    wait: sample.ttft_ms,
    decode: Math.max(0, sample.e2e_ms - sample.ttft_ms),
    ticks: thin((payload?.frame_times_us ?? []).map((us) => us / 1000)),
  };
}

function thin(times: number[]): number[] {
  if (times.length <= maxTicks) return times;
  const step = (times.length - 1) / (maxTicks - 1);
  return Array.from({ length: maxTicks }, (_, tick) => times[Math.round(tick * step)] as number);
}
