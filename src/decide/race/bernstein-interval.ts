/**
 * Interval of a mean that holds at every look at once: predictable-mixture empirical Bernstein (Waudby-Smith & Ramdas
 * 2024, `predmix.py` of confseq). For values in [0, 1].
 */
export class BernsteinInterval {
  readonly #log: number;
  #n = 0;
  #sum = 0;
  /** Of (x − μ̂)², μ̂ drawn to ½. */
  #squares = 0;
  #bets = 0;
  #betValues = 0;
  /** For the lower end, and, over 1 − x, for the upper. */
  #slack = { low: 0, high: 0 };

  constructor(alpha: number) {
    this.#log = Math.log(2 / alpha);
  }

  add(value: number): void {
    const t = this.#n + 1;
    const variance = (0.25 + this.#squares) / t;
    const bet = Math.min(0.5, Math.sqrt((2 * this.#log) / (t * Math.log(1 + t) * variance)));
    const psi = -Math.log(1 - bet) - bet;
    this.#bets += bet;
    this.#betValues += bet * value;
    // The first guess is 0 on either side, as in the reference.
    const [low, high] = this.#n === 0 ? [0, 1] : [this.#sum / this.#n, this.#sum / this.#n];
    this.#slack.low += (value - low) ** 2 * psi;
    this.#slack.high += (value - high) ** 2 * psi;
    this.#n = t;
    this.#sum += value;
    this.#squares += (value - (0.5 + this.#sum) / (t + 1)) ** 2;
  }

  /** `null` before the first value. */
  bounds(): { low: number; high: number } | null {
    if (this.#n === 0) return null;
    const centre = this.#betValues / this.#bets;
    const half = (slack: number) => (this.#log + slack) / this.#bets;
    return {
      low: Math.max(0, centre - half(this.#slack.low)),
      high: Math.min(1, centre + half(this.#slack.high)),
    };
  }
}
