import { describe, expect, it } from 'vitest';
import type { RunPhase } from '../../contract/load.ts';
import type { LoadRow } from './load-row.ts';
import { slicesOf } from './load-slices.ts';

const phase = { from_ms: 0, measure_from_ms: 1000, measure_to_ms: 11_000, ended_at_ms: 12_000 } as RunPhase;
const row = (atMs: number, response_ms: number | null, outcome: LoadRow['outcome'] = 'ok') =>
  ({ is_warmup: atMs < 1000, started_at_ms: atMs, queue_ms: 0, ttft_ms: 1, response_ms, outcome }) as LoadRow;
const every = (ms: number, response: number) =>
  Array.from({ length: 10_000 / ms }, (_, i) => row(1000 + i * ms, response));

describe('slices of a phase', () => {
  it('last as long as a typical response, from 8 to 20 of them', () => {
    expect(slicesOf(phase, every(50, 100), {})).toHaveLength(20);
    expect(slicesOf(phase, every(50, 1000), {})).toHaveLength(10);
    expect(slicesOf(phase, every(50, 9000), {})).toHaveLength(8);
    expect(slicesOf(phase, [], {})).toEqual([]);
  });

  it('count each measured call that was sent, in the slice it was due', () => {
    const rows = [
      row(500, 10),
      row(1000, 10),
      row(1100, 300),
      row(10_999, null, 'error'),
      row(10_999, null, 'dropped'),
    ];
    const slices = slicesOf(phase, rows, { e2eMs: 100 });
    expect(slices[0]).toMatchObject({ sent: 2, failed: 0, answered: 2, missed: 1, responseMs: 10 });
    expect(slices.at(-1)).toMatchObject({ sent: 1, failed: 1, answered: 0, responseMs: null });
    expect(slices.reduce((sum, { sent }) => sum + sent, 0)).toBe(3);
  });
});
