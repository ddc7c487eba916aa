interface Span {
  start: number;
  end: number;
}

/** How long something was busy: the length of the union of spans that may overlap and come in any order. */
export class BusyTime {
  #spans: Span[] = [];
  #isMerged = true;

  /** Instants in ms. */
  add(start: number, end: number): void {
    this.#spans.push({ start, end });
    this.#isMerged = false;
  }

  totalMs(): number {
    if (!this.#isMerged) this.#merge();
    return this.#spans.reduce((sum, { start, end }) => sum + (end - start), 0);
  }

  /** What overlaps becomes one span, so that the next merge sorts little. */
  #merge(): void {
    const merged: Span[] = [];
    for (const span of this.#spans.toSorted((a, b) => a.start - b.start)) {
      const last = merged.at(-1);
      if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
      else merged.push({ ...span });
    }
    this.#spans = merged;
    this.#isMerged = true;
  }
}
