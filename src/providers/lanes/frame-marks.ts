type FrameLetter = 't' | 'r' | 'c';
const rank: Record<FrameLetter, number> = { t: 0, c: 1, r: 2 };

/** Which frames carried content, when they came and of what kind. */
export class FrameMarks {
  /** Arrival of each. */
  readonly at: number[] = [];
  readonly #kinds: FrameLetter[] = [];
  #lastFrame = -1;
  /** From here on, what was taken for reasoning may be text. */
  #heldFrom: number | null = null;

  /** `frame`: its number on the wire. */
  mark(kind: FrameLetter, frame: number, atMs: number | undefined): void {
    if (frame === this.#lastFrame && this.#kinds.length > 0) {
      const last = this.#kinds.length - 1;
      if (rank[kind] < rank[this.#kinds[last] as FrameLetter]) this.#kinds[last] = kind;
      return;
    }
    if (atMs === undefined) return;
    this.#lastFrame = frame;
    this.at.push(atMs);
    this.#kinds.push(kind);
  }

  /** It cannot be told yet of which kind the latest frame is. */
  hold(): void {
    this.#heldFrom ??= Math.max(0, this.#kinds.length - 1);
  }

  /** What was held is text, or it is none. */
  settle(isText: boolean): void {
    if (isText && this.#heldFrom !== null)
      for (let i = this.#heldFrom; i < this.#kinds.length; i++)
        if (this.#kinds[i] === 'r') this.#kinds[i] = 't';
    this.#heldFrom = null;
  }

  textWasReasoning(): void {
    this.#kinds.forEach((kind, i) => {
      if (kind === 't') this.#kinds[i] = 'r';
    });
  }

  get kinds(): string {
    return this.#kinds.join('');
  }
}
