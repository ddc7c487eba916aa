/** Writes one batch at a time, while the next one is made. */
export class WriteBehind<Batch> {
  readonly #write: (batch: Batch) => Promise<void>;
  #written: Promise<void> = Promise.resolve();

  constructor(write: (batch: Batch) => Promise<void>) {
    this.#write = write;
  }

  /** Resolves when the batch before is written, so that two are in memory at most; throws what that one met. */
  async add(batch: Batch): Promise<void> {
    await this.#written;
    this.#written = this.#write(batch);
    // it is awaited later
    this.#written.catch(() => undefined);
  }

  /** Resolves when all is written; throws what the last one met. */
  end(): Promise<void> {
    return this.#written;
  }
}
