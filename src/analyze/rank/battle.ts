/** One comparison of two players, by their places. `outcome` is the first one's: 1 won, ½ a draw, 0 lost. */
export interface Battle {
  first: number;
  second: number;
  outcome: number;
  /** Battles with the same number are not independent, e.g. of one case; absent: each stands alone. */
  cluster?: number;
}
