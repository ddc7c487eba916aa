/**
 * Evidence against "the mean is at most m", from a bet that is paid out case by case: under that hypothesis the wealth
 * is expected to stay at 1, so that it ever reaches 1/α has a probability of at most α, however often one looks
 * (Waudby-Smith & Ramdas 2024, approximate Kelly bets: `lambda_aKelly` of their `betting.py`).
 */
export interface BettingOptions {
  /** Upper end of the hypothesis, inside (0, 1). */
  mean: number;
  /** The values are drawn without replacement from so many: certainty grows to the end. Absent: from an endless source. */
  population?: number;
}

/** Sums of fractions differ in their last digits only. */
const rounding = 1e-9;

export class BettingProcess {
  readonly #mean: number;
  readonly #population: number | undefined;
  #sum = 0;
  #squares = 0;
  #n = 0;
  #wealth = 1;
  #most = 1;

  constructor({ mean, population }: BettingOptions) {
    this.#mean = mean;
    this.#population = population;
  }

  /** The next value, in [0, 1]. What comes next must not depend on values that were left out. */
  add(value: number): void {
    const hypothesis = this.#remainingMean();
    const centre = (0.5 + this.#sum) / (this.#n + 1);
    const variance = (0.25 + this.#squares) / (this.#n + 1);
    if (hypothesis < -rounding || (hypothesis < rounding && value > rounding)) {
      // What is left cannot lower the mean to the hypothesis any more.
      this.#wealth = Number.POSITIVE_INFINITY;
    } else if (hypothesis >= rounding && Number.isFinite(this.#wealth)) {
      const edge = centre - hypothesis;
      const bet = Math.min(0.5 / hypothesis, Math.max(0, edge / (variance + edge * edge)));
      this.#wealth *= 1 + bet * (value - hypothesis);
    }
    this.#n++;
    this.#sum += value;
    // All drawn: the mean is known.
    if (this.#n === this.#population)
      this.#wealth = this.#sum > this.#population * this.#mean + rounding ? Number.POSITIVE_INFINITY : 0;
    this.#most = Math.max(this.#most, this.#wealth);
    this.#squares += (value - (0.5 + this.#sum) / (this.#n + 1)) ** 2;
  }

  /** Mean of what is left if the hypothesis holds with equality. */
  #remainingMean(): number {
    if (this.#population === undefined) return this.#mean;
    return (this.#population * this.#mean - this.#sum) / (this.#population - this.#n);
  }

  get n(): number {
    return this.#n;
  }

  get wealth(): number {
    return this.#wealth;
  }

  /** The most it ever was: crossing 1/α once is enough. */
  get evidence(): number {
    return this.#most;
  }
}
