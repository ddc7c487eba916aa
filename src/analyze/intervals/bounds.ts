/** The interval a value may truly lie in. */
export interface Bounds {
  low: number;
  high: number;
}
