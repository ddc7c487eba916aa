import type { RunEvent } from '../contract/events.ts';
import type { ClientHealth } from '../contract/run.ts';

/** Beyond these the client, not the provider, may be what was measured (docs/metrics.md). */
const mostQueueP50Ms = 10;
const mostLoopDelayP99Ms = 25;

/** Type 7 on a sorted list; `null` for an empty one. */
function quantile(sorted: Float64Array, p: number): number | null {
  if (sorted.length === 0) return null;
  const position = (sorted.length - 1) * p;
  const low = Math.floor(position);
  const [a, b] = [sorted[low] as number, sorted[Math.ceil(position)] as number];
  return a + (b - a) * (position - low);
}

export interface HealthWatch {
  handle(event: RunEvent): void;
  /** `clock`: how late the thread was that takes the stamps, and what it used of a core. */
  judge(clock: { loopDelayP99Ms: number; cpuShare: number }): ClientHealth;
}

/** Watches how late calls were sent, and judges whether the run is to be believed. */
export function watchHealth(): HealthWatch {
  const queue: number[] = [];
  return {
    handle(event) {
      if (event.type === 'sample-end' && event.sample.queue_ms !== null) queue.push(event.sample.queue_ms);
    },
    judge({ loopDelayP99Ms, cpuShare }) {
      const sorted = Float64Array.from(queue).sort();
      const [p50, p99] = [quantile(sorted, 0.5), quantile(sorted, 0.99)];
      const reasons = [
        ...(p50 !== null && p50 > mostQueueP50Ms
          ? [`half of the calls went out more than ${mostQueueP50Ms} ms late (p50 ${p50.toFixed(1)} ms)`]
          : []),
        ...(loopDelayP99Ms > mostLoopDelayP99Ms
          ? [`the thread that takes the times was late by ${loopDelayP99Ms.toFixed(1)} ms (p99)`]
          : []),
      ];
      return {
        loop_delay_p99_ms: loopDelayP99Ms,
        queue_p50_ms: p50,
        queue_p99_ms: p99,
        cpu_share: cpuShare,
        believable: reasons.length === 0,
        reasons,
      };
    },
  };
}
