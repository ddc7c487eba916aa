import type { TargetSummary } from '../../contract/analysis.ts';

/** With fewer calls the median is a cold start: new connections, code not yet compiled. */
const minJudged = 30;

/** How long calls waited in our own queue, of the target where it was worst. */
export function worstQueue(targets: TargetSummary[]): {
  queueP50Ms: number | null;
  queueP99Ms: number | null;
} {
  const queues = targets.flatMap(({ latency }) => latency.queue_ms ?? []).filter(({ n }) => n >= minJudged);
  if (queues.length === 0) return { queueP50Ms: null, queueP99Ms: null };
  return {
    queueP50Ms: Math.max(...queues.map((queue) => queue.p50)),
    queueP99Ms: Math.max(...queues.map((queue) => queue.p99 ?? queue.max)),
  };
}
