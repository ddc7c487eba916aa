/** The ledger of a budget: who has set money aside and who has spent it, per scope. All amounts are integers in 10⁻⁹ US dollars. */

/** `wait`: money that is only held is in the way, some of it may come back; `stop`: too little is left for good. */
export type Permission = 'go' | 'wait' | 'stop';

/** A scope is a text such as `run:ID`, `day:2026-11-23` or `month:2026-11 provider:openai`; the ledger reads nothing out of it. */
export interface LedgerClaim {
  scope: string;
  nanousd: number;
  /** Σ held + Σ spent of all holders may not pass it; `null`: only recorded. */
  cap: number | null;
}

export interface LedgerEntry {
  scope: string;
  /** Given back out of what this holder holds. */
  held: number;
  /** What it came to. */
  spent: number;
}

/**
 * One holder's view of the shared ledger: a run in this process, or a lane in a worker. What a holder that is gone still
 * held counts as spent. Implementations: in memory, a file that processes of one data directory share, a database.
 */
export interface Ledger {
  /**
   * Sets all claims aside or none; a scope is named once at most. An implementation that must ask over a network gives a
   * promise: its caller answers `wait` meanwhile and asks its own caller again when it is kept.
   */
  reserve(claims: LedgerClaim[]): Permission | Promise<Permission>;
  /** May be written later: until then the ledger shows more money as taken than is, never less. */
  settle(entries: LedgerEntry[]): void;
  /** Σ spent + Σ held over all holders, in the order of `scopes`. */
  taken(scopes: string[]): number[] | Promise<number[]>;
  /** Has this called when it cannot be written, with what the system says, and with `null` once it can be again: until then nothing may be spent under a cap. */
  onTrouble?(told: (message: string | null) => void): void;
  /** Writes what is left; nothing is held by this holder afterwards. Waits while it cannot be written, until `giveUp`: what was reserved then counts as spent. */
  close(giveUp?: AbortSignal): Promise<void>;
}
