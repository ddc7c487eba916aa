/** One quota of a model and a key, as its provider told it in the headers of a response. */
export interface QuotaReading {
  kind: 'requests' | 'tokens';
  /** Per `windowMs`. */
  limit: number;
  remaining: number;
  /** Until it is full again; `null`: not told. */
  resetMs: number | null;
  windowMs: number;
}
