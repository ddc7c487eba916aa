/** A growing set of small whole numbers, one bit each. */
export class SeenPlaces {
  #words = new Uint32Array(16);

  /** Whether `place` is new. */
  add(place: number): boolean {
    const word = place >>> 5;
    if (word >= this.#words.length) {
      const larger = new Uint32Array(Math.max(word + 1, this.#words.length * 2));
      larger.set(this.#words);
      this.#words = larger;
    }
    const bit = 1 << (place & 31);
    const before = this.#words[word] as number;
    this.#words[word] = before | bit;
    return (before & bit) === 0;
  }

  has(place: number): boolean {
    return (((this.#words[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
  }
}
