/**
 * What came in deltas is said again when its item is done, and once more with the response. Some servers send the deltas alone, some
 * the end alone: of what is repeated, only what was not said yet is new.
 */
export class WholeAfterDeltas {
  readonly #said = new Map<string, string>();
  #all = '';

  /** A piece of what stands at `place`. */
  add(place: string, delta: string): void {
    this.#said.set(place, (this.#said.get(place) ?? '') + delta);
    this.#all += delta;
  }

  /** The rest of `whole`, which stands at `place`. */
  restOf(place: string, whole: string): string {
    return after(this.#said.get(place) ?? '', whole);
  }

  /** The rest of everything. */
  restOfAll(whole: string): string {
    return after(this.#all, whole);
  }
}

/** Where the two differ, what was said first stands. */
const after = (said: string, whole: string): string =>
  whole.startsWith(said) ? whole.slice(said.length) : '';
