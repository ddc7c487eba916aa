/**
 * The ledger that all processes of a data directory share: one SQLite file. Each holder writes only rows of its own, whole,
 * so what it settles may be written a little later; what it reserves under a cap is written before the call is sent.
 * Written pages survive the death of the process at once, and that of the machine up to the last checkpoint.
 */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { wallClockMs } from '../base/clock.ts';
import { AssayError } from '../contract/errors.ts';
import type { Ledger, LedgerClaim, Permission } from '../contract/ledger.ts';

export interface FileLedgerOptions {
  path: string;
  /** One word for this holder that no other ever has. */
  holder: string;
  pid: number;
  /** Whether another holder is still there; `pid`: its process. */
  isAlive(pid: number, holder: string): boolean;
}

interface Own {
  held: number;
  spent: number;
  /** Reserved beyond what is held, so that not every call has to be written. */
  slack: number;
  /** Σ held, slack and spent as others see them. */
  written: number;
  isDirty: boolean;
}

/** Of a cap; so much more than was held counts as spent when the process is killed. */
const slackShare = 0.01;
const flushMs = 250;
/** A holder says this often that it is there; one that was silent for long is gone, whoever has its process id now. */
const touchMs = 60_000;
const silentMs = 10 * touchMs;
/** The holder of what ended holders have spent. */
const everyone = '';

const tables = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;
  CREATE TABLE IF NOT EXISTS holders (holder TEXT PRIMARY KEY, pid INTEGER NOT NULL, seen_ms REAL NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS entries (scope TEXT, holder TEXT, held INTEGER NOT NULL, spent INTEGER NOT NULL,
    PRIMARY KEY (scope, holder)) WITHOUT ROWID;`;

function statements(database: DatabaseSync) {
  const add = 'held = entries.held + excluded.held, spent = entries.spent + excluded.spent';
  return {
    others: database.prepare(
      'SELECT ifnull(sum(held), 0) AS held, ifnull(sum(spent), 0) AS spent FROM entries WHERE scope = ? AND holder <> ?',
    ),
    put: database.prepare(
      `INSERT INTO entries VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET held = excluded.held, spent = excluded.spent`,
    ),
    touch: database.prepare('INSERT OR REPLACE INTO holders VALUES (?, ?, ?)'),
    holders: database.prepare('SELECT holder, pid, seen_ms FROM holders WHERE holder <> ?'),
    /** What a holder still holds counts as spent. */
    fold: database.prepare(
      `INSERT INTO entries SELECT scope, '${everyone}', 0, held + spent FROM entries WHERE holder = ? AND held + spent <> 0
       ON CONFLICT DO UPDATE SET ${add}`,
    ),
    clear: database.prepare('DELETE FROM entries WHERE holder = ?'),
    leave: database.prepare('DELETE FROM holders WHERE holder = ?'),
  };
}

export class FileLedger implements Ledger {
  readonly #database: DatabaseSync;
  readonly #ask: ReturnType<typeof statements>;
  readonly #options: FileLedgerOptions;
  readonly #own = new Map<string, Own>();
  #timer: NodeJS.Timeout | null = null;
  readonly #touching: NodeJS.Timeout;
  #foldedAt = Number.NEGATIVE_INFINITY;
  /** Why the file cannot be written now. */
  #trouble: string | null = null;
  #told: ((message: string | null) => void) | null = null;

  /** Throws `store-failed` when the file cannot be opened. */
  constructor(options: FileLedgerOptions) {
    this.#options = options;
    try {
      this.#database = new DatabaseSync(options.path);
      this.#database.exec(tables);
      this.#ask = statements(this.#database);
      this.#touch();
    } catch (error) {
      throw new AssayError(
        'store-failed',
        `cannot open the ledger ${options.path}: ${(error as Error).message}`,
        {
          remedy: 'It is required to enforce budgets. Check the permissions of the data directory.',
          cause: error,
        },
      );
    }
    this.#touching = setInterval(() => this.#attempt(() => this.#touch()), touchMs).unref();
  }

  onTrouble(told: (message: string | null) => void): void {
    this.#told = told;
  }

  /** While the file cannot be written nothing is reserved: who asks has to wait, as for money that may come back. */
  reserve(claims: LedgerClaim[]): Permission {
    if (claims.some((claim) => !this.#isCovered(claim))) {
      const ask = () => this.#attempt(() => this.#reserveWhole(claims)) ?? 'wait';
      const verdict = ask();
      if (verdict === 'go' || this.#isInTrouble || !this.#attempt(() => this.#foldDead())) return verdict;
      return ask();
    }
    for (const { scope, nanousd } of claims) this.#change(scope, nanousd, 0);
    return 'go';
  }

  settle(entries: Parameters<Ledger['settle']>[0]): void {
    for (const { scope, held, spent } of entries) this.#change(scope, -held, spent);
  }

  taken(scopes: string[]): number[] {
    return scopes.map((scope) => {
      const { held, spent } = this.#others(scope);
      const own = this.#own.get(scope);
      return held + spent + (own ? own.held + own.spent : 0);
    });
  }

  async close(giveUp: AbortSignal = AbortSignal.abort()): Promise<void> {
    clearInterval(this.#touching);
    if (this.#timer) clearTimeout(this.#timer);
    for (const own of this.#own.values()) Object.assign(own, { held: 0, slack: 0 });
    while (!this.#attempt(() => this.#leave()) && !giveUp.aborted)
      await sleep(flushMs, undefined, { signal: giveUp }).catch(() => undefined);
    this.#database.close();
  }

  #leave(): true {
    return this.#transaction(() => {
      for (const [scope, own] of this.#own) this.#write(scope, own);
      this.#end(this.#options.holder);
      return true;
    });
  }

  get #isInTrouble(): boolean {
    return this.#trouble !== null;
  }

  /** What the work gives; `null` when the file cannot be written, or read, now: then nothing of it has happened. */
  #attempt<T>(work: () => T): T | null {
    try {
      const result = work();
      this.#tell(null);
      return result;
    } catch (error) {
      this.#tell((error as Error).message);
      return null;
    }
  }

  #tell(trouble: string | null): void {
    if (trouble !== null && this.#trouble !== null) return;
    const isNews = trouble !== this.#trouble;
    this.#trouble = trouble;
    if (isNews) this.#told?.(trouble);
  }

  #others(scope: string): { held: number; spent: number } {
    return this.#ask.others.get(scope, this.#options.holder) as { held: number; spent: number };
  }

  #isCovered({ scope, nanousd, cap }: LedgerClaim): boolean {
    if (cap === null) return true;
    const own = this.#own.get(scope);
    // slack was within the cap when it was written; another cap may be asked for now
    return own !== undefined && own.slack > 0 && own.held + own.spent + nanousd <= Math.min(cap, own.written);
  }

  /** All of it or nothing, here as in the file. */
  #reserveWhole(claims: LedgerClaim[]): Permission {
    const before = new Map(claims.map(({ scope }) => [scope, { ...this.#own.get(scope) }]));
    try {
      return this.#transaction(() => this.#reserveNow(claims));
    } catch (error) {
      for (const [scope, own] of before)
        if (own.written === undefined) this.#own.delete(scope);
        else Object.assign(this.#own.get(scope) ?? {}, own);
      throw error;
    }
  }

  #reserveNow(claims: LedgerClaim[]): Permission {
    let verdict: Permission = 'go';
    for (const { scope, nanousd, cap } of claims) {
      if (cap === null) continue;
      const others = this.#others(scope);
      const own = this.#own.get(scope) ?? { held: 0, spent: 0 };
      const spent = others.spent + own.spent + nanousd;
      if (spent > cap) return 'stop';
      if (spent + others.held + own.held > cap) verdict = 'wait';
    }
    if (verdict !== 'go') return verdict;
    for (const { scope, nanousd, cap } of claims) {
      const own = this.#change(scope, nanousd, 0);
      if (cap === null) continue;
      const others = this.#others(scope);
      const room = cap - others.held - others.spent - own.held - own.spent;
      own.slack = Math.max(0, Math.min(room, Math.floor(cap * slackShare)));
      this.#write(scope, own);
    }
    return 'go';
  }

  #change(scope: string, held: number, spent: number): Own {
    const own = this.#own.get(scope) ?? { held: 0, spent: 0, slack: 0, written: 0, isDirty: false };
    this.#own.set(scope, own);
    own.held += held;
    own.spent += spent;
    own.isDirty = true;
    this.#flushLater();
    return own;
  }

  #write(scope: string, own: Own): void {
    this.#ask.put.run(scope, this.#options.holder, own.held + own.slack, own.spent);
    own.written = own.held + own.slack + own.spent;
    own.isDirty = false;
  }

  #flush(): void {
    this.#timer = null;
    const dirty = [...this.#own].filter(([, own]) => own.isDirty);
    const written = this.#attempt(() =>
      this.#transaction(() => {
        for (const [scope, own] of dirty) this.#write(scope, Object.assign(own, { slack: 0 }));
        return true;
      }),
    );
    if (written) return;
    for (const [, own] of dirty) own.isDirty = true;
    this.#flushLater();
  }

  #flushLater(): void {
    this.#timer ??= setTimeout(() => this.#flush(), flushMs).unref();
  }

  #touch(): void {
    const { holder, pid } = this.#options;
    this.#ask.touch.run(holder, pid, wallClockMs());
  }

  #end(holder: string): void {
    this.#ask.fold.run(holder);
    this.#ask.clear.run(holder);
    this.#ask.leave.run(holder);
  }

  /** Whether there was a holder that is gone; looks once a second at most. */
  #foldDead(): boolean {
    const now = wallClockMs();
    if (Math.abs(now - this.#foldedAt) < 1000) return false;
    this.#foldedAt = now;
    const holders = this.#ask.holders.all(this.#options.holder) as {
      holder: string;
      pid: number;
      seen_ms: number;
    }[];
    const dead = holders.filter(
      ({ pid, holder, seen_ms }) => Math.abs(now - seen_ms) > silentMs || !this.#options.isAlive(pid, holder),
    );
    this.#transaction(() => {
      for (const { holder } of dead) this.#end(holder);
    });
    return dead.length > 0;
  }

  #transaction<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      // a full disk, among others, has ended it already
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}
