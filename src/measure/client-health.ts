import type { ClientHealth } from '../contract/run.ts';

export interface ClientFigures {
  /** Delay of the thread that stamps, ms. */
  loopDelayP99Ms: number | null;
  /** Share of a core that thread used, 0 to 1. */
  cpuShare: number | null;
  /** Between the instant a call should go and its first byte on the socket, ms: the worst target's. */
  queueP50Ms: number | null;
  queueP99Ms: number | null;
  /** Of the calls a load planned, those that were sent, 0 to 1. */
  achievedFraction?: number | null;
}

/** Past these the client, not the provider, shaped the numbers. */
export const clientLimits = { queueP50Ms: 10, loopDelayP99Ms: 25, achievedFraction: 0.99 } as const;

export function assessClientHealth(figures: ClientFigures): ClientHealth {
  const reasons: string[] = [];
  const tooMuch = (value: number | null, limit: number, what: string) => {
    if (value !== null && value > limit)
      reasons.push(`${what} was ${value.toFixed(1)} ms, more than ${limit} ms`);
  };
  tooMuch(figures.queueP50Ms, clientLimits.queueP50Ms, 'the median wait in the client queue');
  tooMuch(
    figures.loopDelayP99Ms,
    clientLimits.loopDelayP99Ms,
    'the p99 delay of the thread that takes timestamps',
  );
  const { achievedFraction } = figures;
  if (achievedFraction != null && achievedFraction < clientLimits.achievedFraction)
    reasons.push(
      `${(achievedFraction * 100).toFixed(1)} % of the planned calls were sent, less than ${clientLimits.achievedFraction * 100} %`,
    );
  return {
    loop_delay_p99_ms: figures.loopDelayP99Ms,
    queue_p50_ms: figures.queueP50Ms,
    queue_p99_ms: figures.queueP99Ms,
    cpu_share: figures.cpuShare,
    believable: reasons.length === 0,
    reasons,
  };
}
