/**
 * A quota that others use too, as its provider tells it. Two rules leave the reserved share to them: we begin no more than our
 * share of the limit per window, and nothing at all while what is left is less than theirs. Between two responses the quota is
 * taken to fill evenly, less what the others were seen to take of late.
 */
import type { QuotaReading, QuotaStanding } from '../../contract/quota.ts';
import { RateBucket } from './rate-bucket.ts';

interface Take {
  atMs: number;
  amount: number;
}

/** Others are watched over about so long. */
const watchMs = 10_000;
/** However much they take, we look again now and then. */
const minRefill = 0.05;

/** Takes of our own that a response may not have known of; older ones are in every response's count. */
const remembered = 4096;

export class ProviderQuota {
  readonly #share: number;
  #reading: QuotaReading | null = null;
  #atMs = 0;
  /** The most that was ever left, or would have been: a bucket may hold less than the limit. */
  #capacity = 0;
  /** As told last; `null` before the first reading. */
  standing: QuotaStanding | null = null;
  #own: RateBucket | null = null;
  /** What others take, smoothed. */
  #othersPerMs = 0;
  #taken: Take[] = [];
  #takenSum = 0;

  /** `reserved`: share of the quota that is not ours, 0 to 1. */
  constructor(reserved: number) {
    this.#share = reserved;
  }

  /** `atMs`: when the response's headers came. An older reading than the last one changes nothing. */
  told(reading: QuotaReading, atMs: number): void {
    const last = this.#reading;
    if (last && atMs < this.#atMs) return;
    this.#watchOthers(reading, atMs);
    if (last?.limit !== reading.limit || last.windowMs !== reading.windowMs) {
      const ours = Math.max(1, reading.limit * (1 - this.#share));
      this.#own = new RateBucket(ours, { windowMs: reading.windowMs, burst: ours / 4 });
      this.#capacity = 0;
      this.standing = null;
    }
    this.#reading = reading;
    this.#atMs = atMs;
    const { limit, remaining, resetMs, windowMs } = reading;
    this.standing = {
      kind: reading.kind,
      limit,
      window_ms: windowMs,
      left: remaining,
      least_left: Math.min(remaining, this.standing?.least_left ?? remaining),
      reserved: this.#share,
    };
    const whenFull = remaining + ((resetMs ?? 0) * limit) / windowMs;
    this.#capacity = Math.max(this.#capacity, Math.min(limit, whenFull), remaining);
    this.#keep(this.#taken.filter((take) => take.atMs > atMs));
  }

  /** Their pace is what is missing between two readings and was not taken by us. */
  #watchOthers(reading: QuotaReading, atMs: number): void {
    const last = this.#reading;
    const passedMs = atMs - this.#atMs;
    if (!last || last.limit !== reading.limit || passedMs <= 0) return;
    const ours = this.#taken.reduce((sum, take) => sum + (take.atMs <= atMs ? take.amount : 0), 0);
    const alone = Math.min(this.#capacity, last.remaining + (passedMs * last.limit) / last.windowMs - ours);
    const pace = Math.max(0, alone - reading.remaining) / passedMs;
    const weight = 1 - Math.exp(-passedMs / watchMs);
    this.#othersPerMs += weight * (pace - this.#othersPerMs);
  }

  #keep(taken: Take[]): void {
    this.#taken = taken;
    this.#takenSum = taken.reduce((sum, { amount }) => sum + amount, 0);
  }

  /** Units per ms that come back, until all are there. */
  #refill({ limit, remaining, resetMs, windowMs }: QuotaReading): number {
    const even =
      resetMs === null || resetMs <= 0 ? limit / windowMs : Math.max(this.#capacity - remaining, 1) / resetMs;
    return Math.max(even * minRefill, even - this.#othersPerMs);
  }

  #left(reading: QuotaReading, nowMs: number): number {
    const filled = reading.remaining + (nowMs - this.#atMs) * this.#refill(reading);
    return Math.min(this.#capacity, filled) - this.#takenSum;
  }

  /** What is left by our reckoning; `null` before the first reading. */
  left(nowMs: number): number | null {
    return this.#reading && this.#left(this.#reading, nowMs);
  }

  /** When there is room for so many without touching what is reserved; `nowMs`: now. */
  readyAt(amount: number, nowMs: number): number {
    const reading = this.#reading;
    if (!reading || !this.#own) return nowMs;
    const ready = this.#own.readyAt(amount, nowMs);
    // what does not fit into our part at all goes when our part is whole
    const ours = this.#capacity * (1 - this.#share);
    const missing = this.#capacity * this.#share + Math.min(amount, ours) - this.#left(reading, nowMs);
    if (missing <= 1e-9) return ready;
    return Math.max(ready, nowMs + Math.max(1, missing / this.#refill(reading)));
  }

  take(amount: number, nowMs: number): void {
    this.#own?.take(amount, nowMs);
    this.#takenSum += amount;
    if (this.#taken.push({ atMs: nowMs, amount }) > remembered) this.#keep(this.#taken.slice(remembered / 2));
  }
}
