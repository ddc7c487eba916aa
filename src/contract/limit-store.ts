/** Room under limits that several machines share, taken ahead in small amounts. */

export interface RateRequest {
  scope: string;
  /** Calls wanted, and tokens of each at most. */
  calls: number;
  tokensPerCall: number;
  /** `null`: not limited. */
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
  /** Tokens that calls took beyond what was taken for them; below 0: room given back. */
  correction: number;
}

export interface RateGrant {
  /** As many as there is room for now. */
  calls: number;
  /** Until there may be more, ms; 0 when all were granted. */
  waitMs: number;
}

export interface SlotRequest {
  scope: string;
  /** One word for this holder that no other ever has. */
  holder: string;
  /** Calls in flight, which it keeps in any case. */
  inFlight: number;
  /** Calls it would have in flight. */
  wanted: number;
  /** In flight over all holders. */
  most: number;
}

export interface LimitStore {
  takeCalls(requirement: RateRequest): Promise<RateGrant>;
  /** Places for calls in flight, shared evenly; to be asked again at least every 5 s, or they are given to others after 15. */
  takeSlots(requirement: SlotRequest): Promise<number>;
  leaveSlots(scope: string, holder: string): Promise<void>;
}
