/** A column of numbers that grows by doubling: 8 bytes a row, no object per row. */
export class GrowableColumn {
  #values = new Float64Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    this.#reach(this.#length + 1);
    this.#values[this.#length++] = value;
  }

  /** Adds to the number in a row; rows that were not there yet start at 0. */
  addAt(row: number, amount: number): void {
    this.#reach(row + 1);
    this.#length = Math.max(this.#length, row + 1);
    this.#values[row] = (this.#values[row] as number) + amount;
  }

  #reach(length: number): void {
    if (length <= this.#values.length) return;
    const larger = new Float64Array(Math.max(length, this.#values.length * 2));
    larger.set(this.#values);
    this.#values = larger;
  }

  /** A view, valid until the next change. */
  view(start = 0): Float64Array {
    return this.#values.subarray(start, this.#length);
  }
}
