import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../contract/events.ts';
import type { Sample } from '../contract/sample.ts';
import { watchHealth } from './client-health.ts';

const sample = (queue_ms: number | null) =>
  ({ type: 'sample-end', sample: { queue_ms } as Sample }) as RunEvent;
const calm = { loopDelayP99Ms: 2, cpuShare: 0.3 };

describe('watchHealth', () => {
  it('believes a client that was on time', () => {
    const watch = watchHealth();
    for (const ms of [1, 2, 3, null]) watch.handle(sample(ms));
    expect(watch.judge(calm)).toEqual({
      loop_delay_p99_ms: 2,
      queue_p50_ms: 2,
      queue_p99_ms: 2.98,
      cpu_share: 0.3,
      believable: true,
      reasons: [],
    });
  });
  it('gives each reason not to believe it', () => {
    const watch = watchHealth();
    for (const ms of [5, 12, 40]) watch.handle(sample(ms));
    const health = watch.judge({ loopDelayP99Ms: 26, cpuShare: 1 });
    expect(health.believable).toBe(false);
    expect(health.reasons).toHaveLength(2);
    expect(health.reasons[0]).toContain('12.0 ms');
  });
  it('knows nothing of a queue without samples', () => {
    expect(watchHealth().judge(calm)).toMatchObject({
      queue_p50_ms: null,
      queue_p99_ms: null,
      believable: true,
    });
  });
});
