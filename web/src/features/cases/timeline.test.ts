import { describe, expect, it } from 'vitest';
import type { Sample, SamplePayload } from '../../../../src/contract/sample.ts';
import { timelineOf } from './timeline.ts';

const sample = (ttft_ms: number | null, e2e_ms: number | null, queue_ms: number | null = 2) =>
  ({ ttft_ms, e2e_ms, queue_ms }) as Sample;
const payload = (frame_times_us: number[]) => ({ frame_times_us }) as SamplePayload;

describe('timelineOf', () => {
  it('splits a call into queue, wait and decode', () => {
    expect(timelineOf(sample(300, 1200), payload([300_000, 700_000, 1_200_000]))).toEqual({
      queue: 2,
      wait: 300,
      decode: 900,
      ticks: [300, 700, 1200],
    });
  });

  it('draws nothing where nothing arrived', () => {
    expect(timelineOf(sample(null, null), null)).toBeNull();
    expect(timelineOf(sample(300, 300, null), null)).toEqual({ queue: 0, wait: 300, decode: 0, ticks: [] });
  });

  it('thins long streams evenly and keeps both ends', () => {
    const ticks =
      timelineOf(sample(1, 5000), payload(Array.from({ length: 5000 }, (_, i) => (i + 1) * 1000)))?.ticks ??
      [];
    expect(ticks).toHaveLength(160);
    expect([ticks[0], ticks.at(-1)]).toEqual([1, 5000]);
  });
});
