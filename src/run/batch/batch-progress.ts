import type { BatchStatus } from '../../contract/batch.ts';

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 'es'}`;

/** How far the batches of one target are, in words. */
export class BatchProgress {
  readonly #seen = new Map<string, BatchStatus>();
  #last = '';

  get total(): number {
    return this.#sum(({ total }) => total);
  }

  /** The line to show, at an instant of the wall clock; `null` when it is the same as before. */
  add(status: BatchStatus, nowMs: number): string | null {
    this.#seen.set(status.batchId, status);
    const line = this.#line(nowMs);
    if (line === this.#last) return null;
    this.#last = line;
    return line;
  }

  #line(nowMs: number): string {
    const done = this.#sum((status) => status.done);
    const isCancelling = [...this.#seen.values()].some(({ state }) => state === 'cancelling');
    const left = this.#leftMs(done, nowMs);
    const eta = left === null || isCancelling ? '' : `, about ${Math.ceil(left / 60_000)} min left`;
    const what = `${done} of ${this.total} answered in ${counted(this.#seen.size, 'batch')}`;
    return `${what}${isCancelling ? ', being cancelled' : eta}`;
  }

  /** At the pace so far; `null` before the first answer, after the last, and where the provider tells no counts until the end. */
  #leftMs(done: number, nowMs: number): number | null {
    const began = [...this.#seen.values()].flatMap(({ createdAtMs }) => createdAtMs ?? []);
    if (done === 0 || done === this.total || began.length === 0) return null;
    return ((nowMs - Math.min(...began)) / done) * (this.total - done);
  }

  #sum(of: (status: BatchStatus) => number): number {
    return [...this.#seen.values()].reduce((sum, status) => sum + of(status), 0);
  }
}
