/** The headers of one answer as they came; a `Headers` costs more than all that is asked of most of them. */
export class ResponseHeaders {
  /** Name in lower case, value, name, value … */
  readonly #flat: readonly string[];

  /** `flat`: name, value, name, value … */
  constructor(flat: readonly string[]) {
    this.#flat = flat.map((text, i) => (i % 2 === 0 ? text.toLowerCase() : text));
  }

  /** The value under a name in whatever case, those of a repeated name joined as `Headers` joins them; `null`: none. */
  get(name: string): string | null {
    const wanted = name.toLowerCase();
    let found: string | null = null;
    for (let i = 0; i + 1 < this.#flat.length; i += 2) {
      if (this.#flat[i] !== wanted) continue;
      const value = this.#flat[i + 1] as string;
      found = found === null ? value : `${found}, ${value}`;
    }
    return found;
  }

  /** Name in lower case and value, in the order they came. */
  *[Symbol.iterator](): Generator<[name: string, value: string]> {
    for (let i = 0; i + 1 < this.#flat.length; i += 2)
      yield [this.#flat[i] as string, this.#flat[i + 1] as string];
  }
}
