/** The headers of one answer as they came; a `Headers` costs more than all that is asked of most of them. */
export class ResponseHeaders {
  readonly #flat: readonly string[];

  /** `flat`: name, value, name, value … */
  constructor(flat: readonly string[]) {
    this.#flat = flat;
  }

  /** The value under a name in whatever case, those of a repeated name joined as `Headers` joins them; `null`: none. */
  get(name: string): string | null {
    const wanted = name.toLowerCase();
    let found: string | null = null;
    for (const [each, value] of this)
      if (each === wanted) found = found === null ? value : `${found}, ${value}`;
    return found;
  }

  /** Name in lower case and value, in the order they came. */
  *[Symbol.iterator](): Generator<[name: string, value: string]> {
    for (let i = 0; i + 1 < this.#flat.length; i += 2)
      yield [(this.#flat[i] as string).toLowerCase(), this.#flat[i + 1] as string];
  }
}
