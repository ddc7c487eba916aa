/** Room for the calls of one lane in every scope it belongs to, and what its calls usually take. */
import type { CallResult } from '../../contract/attempt.ts';
import type { QuotaStanding } from '../../contract/quota.ts';
import type { Target } from '../../contract/suite.ts';
import type { Lease, Limiter, Refusal } from './limiter.ts';

/** Before the first answer is known. */
const assumedTokens = 1000;
const tokensSmoothing = 0.1;

const reasons: Record<Refusal['cause'], string> = {
  concurrency: 'concurrent calls',
  requests: 'requests per minute',
  tokens: 'tokens per minute',
  reserve: 'quota left to others',
  pause: 'the provider asked to wait',
};

/** `requests per minute of openai`. */
export const refusalText = ({ cause, scope }: Refusal): string =>
  scope.kind === 'target' ? reasons[cause] : `${reasons[cause]} of ${scope.name}`;

export class LaneLimits {
  readonly #limiters: [Limiter, ...Limiter[]];
  #meanTokens: number;

  /** `limiters`: of all scopes the lane belongs to; the first is that of its model. */
  constructor(limiters: [Limiter, ...Limiter[]], { parameters }: Pick<Target, 'parameters'>) {
    this.#limiters = limiters;
    this.#meanTokens = parameters?.maxOutputTokens ?? assumedTokens;
  }

  /** Keeps pauses that the provider asks for. */
  get model(): Limiter {
    return this.#limiters[0];
  }

  /** How the provider's quota stands; `null`: nobody told. */
  get quota(): QuotaStanding | null {
    return this.model.quota();
  }

  /** In all scopes, or in none. */
  take(): Lease[] | Refusal {
    const leases: Lease[] = [];
    for (const limiter of this.#limiters) {
      const verdict = limiter.tryAcquire({ tokens: Math.ceil(this.#meanTokens) });
      if (!verdict.granted) {
        for (const lease of leases) lease.cancel();
        return verdict;
      }
      leases.push(verdict);
    }
    return leases;
  }

  /** Waits for it; what was taken when the signal is aborted. */
  async takeLater(signal: AbortSignal): Promise<Lease[]> {
    const leases: Lease[] = [];
    for (const limiter of this.#limiters) {
      const lease = await limiter
        .acquire({ tokens: Math.ceil(this.#meanTokens) }, signal)
        .catch((error: unknown) => {
          if (signal.aborted) return null;
          throw error;
        });
      if (!lease) break;
      leases.push(lease);
    }
    return leases;
  }

  giveBack(leases: Lease[], result: Pick<CallResult, 'tokens'>): void {
    const used = this.#tokensOf(result);
    for (const lease of leases) lease.settle(used);
  }

  /** What the provider said of its quota. */
  told({ quota, timestamps }: CallResult, nowMs: number): void {
    if (quota) this.model.told(quota, timestamps.headers ?? nowMs);
  }

  #tokensOf({ tokens }: Pick<CallResult, 'tokens'>): number | null {
    if (tokens?.inputTotal == null || tokens.outputTotal === null) return null;
    const used = tokens.inputTotal + tokens.outputTotal;
    this.#meanTokens += tokensSmoothing * (used - this.#meanTokens);
    return used;
  }
}
