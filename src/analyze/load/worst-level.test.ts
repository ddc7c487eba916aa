import { expect, it } from 'vitest';
import type { LoadRow } from './load-row.ts';
import type { PhaseEvidence } from './phase-evidence.ts';
import { worstLevel } from './worst-level.ts';

const evidence = (answers: Partial<LoadRow>[]) => [{ answers } as unknown as PhaseEvidence];

it('names the level that is exceeded the furthest, first tokens from the schedule', () => {
  const answers = [{ queue_ms: 100, ttft_ms: 200, response_ms: 900, tpot_ms: 10 }];
  expect(worstLevel(evidence(answers), { ttftMs: 150, e2eMs: 600, tpotMs: 50 }, 0.95)).toEqual({
    what: 'p95 TTFT',
    value: 300,
    limit: 150,
  });
  expect(worstLevel(evidence(answers), { e2eMs: 600 }, 0.999).what).toBe('p99.9 response');
});

it('knows no value where no call has one, which is the worst', () => {
  const answers = [{ queue_ms: 0, ttft_ms: null, response_ms: 900, tpot_ms: null }];
  expect(worstLevel(evidence(answers), { tpotMs: 50, e2eMs: 600 }, 0.95)).toEqual({
    what: 'p95 time per output token',
    value: null,
    limit: 50,
  });
});
