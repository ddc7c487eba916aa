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

/** How a quota stands, as the provider told it last; of several the one with the least left. */
export interface QuotaStanding {
  kind: 'requests' | 'tokens';
  /** Per `window_ms`. */
  limit: number;
  window_ms: number;
  left: number;
  /** The least that was ever left. */
  least_left: number;
  /** Share of the limit that is not touched, 0 to 1. */
  reserved: number;
}
