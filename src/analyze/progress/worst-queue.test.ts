import { expect, it } from 'vitest';
import type { Quantiles, TargetSummary } from '../../contract/analysis.ts';
import { worstQueue } from './worst-queue.ts';

const target = (queue: Partial<Quantiles> | null) =>
  ({ latency: queue ? { queue_ms: { n: 100, p50: 1, p99: null, max: 9, ...queue } } : {} }) as TargetSummary;

it('takes each figure from the target where it was worst, the greatest where there are too few for a p99', () => {
  expect(worstQueue([target({ p50: 3, p99: 5 }), target({ p50: 2, max: 7 }), target(null)])).toEqual({
    queueP50Ms: 3,
    queueP99Ms: 7,
  });
});

it('does not judge a target by fewer calls than warm it up', () => {
  expect(worstQueue([target({ n: 29, p50: 50 }), target({ n: 30, p50: 1 })])).toEqual({
    queueP50Ms: 1,
    queueP99Ms: 9,
  });
  expect(worstQueue([target({ n: 29 })])).toEqual({ queueP50Ms: null, queueP99Ms: null });
});
