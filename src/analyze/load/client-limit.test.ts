import { describe, expect, it } from 'vitest';
import { clientLate, notSent } from './client-limit.ts';
import type { LoadRow } from './load-row.ts';
import type { PhaseEvidence } from './phase-evidence.ts';

const evidence = (
  offered: number,
  dropped: number,
  queue_ms: number,
  response_ms: number,
): PhaseEvidence => ({
  rate: 10,
  offered,
  dropped,
  slices: [],
  reasons: new Map(),
  answers: Array.from({ length: offered - dropped }, () => ({ queue_ms, response_ms }) as LoadRow),
});

describe('a client that cannot keep up', () => {
  it('is one whose calls wait before they are sent, for a time that matters', () => {
    expect(clientLate([evidence(100, 0, 200, 500)])).toMatchObject({
      state: 'client',
      criterion: { kind: 'late', value: 200, limit: 125 },
    });
    expect(clientLate([evidence(100, 0, 200, 5000)])).toBeNull();
    expect(clientLate([evidence(100, 0, 5, 10)])).toBeNull();
    expect(clientLate([])).toBeNull();
  });

  it('is one that does not send, unless the target got slow', () => {
    const before = [evidence(100, 0, 0, 100)];
    expect(notSent([evidence(100, 2, 0, 150)], before)).toMatchObject({
      state: 'client',
      criterion: { kind: 'not-sent', value: 0.02 },
    });
    expect(notSent([evidence(100, 2, 0, 250)], before)).toMatchObject({
      state: 'saturated',
      criterion: { kind: 'latency', value: 250, limit: 200 },
    });
    expect(notSent([evidence(100, 1, 0, 250)], before)).toBeNull();
    expect(notSent([], [])).toBeNull();
  });
});
