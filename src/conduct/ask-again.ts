/** Lanes that wait for money, or for each other, ask again when either may have come. */
export class AskAgain {
  readonly #lanes: (() => void)[] = [];
  #isDue = false;

  readonly add = (lane: () => void): void => void this.#lanes.push(lane);

  /** Once for all that is settled in this turn. */
  readonly soon = (): void => {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      for (const ask of this.#lanes) ask();
    });
  };
}
