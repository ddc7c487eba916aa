/** A whole number from 0 to 2³² − 1 for each index, 0 until it is set: four bytes each, where an entry of a map takes forty. */
export class NumbersByIndex {
  #numbers = new Uint32Array(64);

  get(index: number): number {
    return this.#numbers[index] ?? 0;
  }

  set(index: number, number: number): void {
    if (index >= this.#numbers.length) {
      const more = new Uint32Array(2 ** Math.ceil(Math.log2(index + 1)));
      more.set(this.#numbers);
      this.#numbers = more;
    }
    this.#numbers[index] = number;
  }
}
