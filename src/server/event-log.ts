/** The recent rows of a run as JSON text, each with the id of its event; older ones are forgotten. */
export class EventLog {
  #ids: number[] = [];
  #rows: string[] = [];
  /** Rows of events after this id are all here. */
  #floor: number;
  readonly #size: number;

  constructor(size: number, floor = 0) {
    this.#size = size;
    this.#floor = floor;
  }

  add(id: number, row: string): void {
    this.#ids.push(id);
    this.#rows.push(row);
    // Halved, not shifted: dropping one row at a time would copy the arrays for each event.
    if (this.#ids.length < 2 * this.#size) return;
    this.#floor = this.#ids[this.#size - 1] as number;
    this.#ids = this.#ids.slice(this.#size);
    this.#rows = this.#rows.slice(this.#size);
  }

  /** The rows of events after `id`, or `null` when some of them are forgotten. */
  after(id: number): string[] | null {
    if (id < this.#floor) return null;
    return this.#rows.slice(this.#firstAfter(id));
  }

  #firstAfter(id: number): number {
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ids[middle] as number) <= id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
