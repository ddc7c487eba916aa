import { describe, expect, it } from 'vitest';
import { assessClientHealth } from './client-health.ts';

const fine = { loopDelayP99Ms: 3, cpuShare: 0.4, queueP50Ms: 0.5, queueP99Ms: 40 };

describe('judgeClient', () => {
  it('believes a client that kept up; a long tail in the queue alone is no reason', () => {
    expect(assessClientHealth(fine)).toMatchObject({
      believable: true,
      reasons: [],
      queue_p99_ms: 40,
      cpu_share: 0.4,
    });
  });
  it('names every limit that was passed, with the figure', () => {
    const health = assessClientHealth({ ...fine, queueP50Ms: 10.6, loopDelayP99Ms: 31 });
    expect(health.believable).toBe(false);
    expect(health.reasons).toEqual([expect.stringContaining('10.6 ms'), expect.stringContaining('31.0 ms')]);
  });
  it('holds at the limit itself, and makes nothing of what is unknown', () => {
    expect(assessClientHealth({ ...fine, queueP50Ms: 10, loopDelayP99Ms: 25 }).believable).toBe(true);
    expect(
      assessClientHealth({ loopDelayP99Ms: null, cpuShare: null, queueP50Ms: null, queueP99Ms: null }),
    ).toMatchObject({ believable: true, queue_p50_ms: null });
  });
});
