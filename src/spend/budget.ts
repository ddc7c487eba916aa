/**
 * Keeps spending under its caps: before an attempt starts its worst case is reserved in every scope it counts in, and
 * after it the true cost takes its place. A target without a known price cannot be counted: under a cap it is refused before anything
 * is sent, unless `allowUnpriced` says otherwise.
 *
 * A case is paid for in all targets at once, when the first of them comes to it: so all targets end at the same case.
 */
import { wallClockMs } from '../base/clock.ts';
import type { Budget as BudgetEntry } from '../contract/budget.ts';
import { significant } from '../contract/figure-text.ts';
import type { Ledger, LedgerClaim, Permission } from '../contract/ledger.ts';
import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { Price, Target } from '../contract/suite.ts';
import { scopesOf, type CappedScope } from './budget-scopes.ts';
import { assumedMaxOutputTokens, worstCaseOf } from './worst-case.ts';

export interface BudgetOptions {
  plan: Plan;
  prices: { priceOf(target: Target): { price: Price } | null };
  /** All of them apply. */
  budgets: BudgetEntry[];
  ledger: Ledger;
  /** Name of the variable that holds the target's key. */
  keyOf?: (target: Target) => string | null;
  /** Told when a call that had to wait may be asked for again, for a reason outside of this run. */
  changed?: () => void;
}

export interface Budget {
  /** Reserves the worst case of one attempt when there is room for it. */
  reserve(call: PlannedCall, target: Target): Permission;
  /** Replaces the reservation of an attempt with what it cost; an unknown cost counts as the worst case. */
  settle(call: PlannedCall, nanousd: number | null): void;
  /** The target makes no more calls: what is reserved for them is free again. */
  leave(target: Target): void;
  /** Gives everything back that is still held, and closes the ledger; waits while that cannot be written, until `giveUp`. */
  close(giveUp?: AbortSignal): Promise<void>;
  /** Why calls were not sent, in one sentence; `null` when none was refused. To be asked after `close`. */
  refusal(): string | null;
}

interface Held {
  target: Target;
  worst: number;
  scopes: CappedScope[];
  isStarted: boolean;
}

const askAgainMs = 250;

export const dollars = (nanousd: number) => `$${significant(nanousd / 1e9)}`;

const rowKey = ({ caseIndex, repeat, isWarmup }: PlannedCall) => `${caseIndex} ${repeat} ${isWarmup}`;

const hasCaps = (budget: BudgetEntry) =>
  Object.values({ ...budget, allowUnpriced: undefined }).some((cap) => cap !== undefined);

/** The calls of all targets for one case, by the first of them. */
function rowsOf(plan: Plan): Map<string, PlannedCall[]> {
  const rows = new Map<string, PlannedCall[]>();
  for (const { calls } of plan.lanes)
    for (const call of calls) {
      const row = rows.get(rowKey(call));
      if (row) row.push(call);
      else rows.set(rowKey(call), [call]);
    }
  return rows;
}

class LedgerBudget implements Budget {
  readonly #options: BudgetOptions;
  readonly #worstCase: ReturnType<typeof worstCaseOf>;
  readonly #rows: Map<string, PlannedCall[]>;
  readonly #held = new Map<PlannedCall, Held>();
  /** Calls that were paid for once: more attempts of theirs are paid for one by one. */
  readonly #begun = new WeakSet<PlannedCall>();
  readonly #gone = new Set<Target>();
  /** Answers of a ledger that takes its time, by the call they were asked for. */
  readonly #asked = new Map<PlannedCall, Permission | 'pending'>();
  readonly #scopes = new Map<Target, { day: number; scopes: CappedScope[] }>();
  #isCut = false;
  #refused: { target: Target; worst: number; scopes: CappedScope[] } | null = null;
  #refusal: string | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: BudgetOptions) {
    const { plan, prices, budgets } = options;
    this.#options = options;
    this.#worstCase = worstCaseOf(plan, (target) => prices.priceOf(target)?.price ?? null);
    // without a cap nothing is ever refused, and with one target nobody waits for another's money
    this.#rows = plan.lanes.length > 1 && budgets.some(hasCaps) ? rowsOf(plan) : new Map();
  }

  reserve(call: PlannedCall, target: Target): Permission {
    const held = this.#held.get(call);
    // a further attempt that comes before the one before it is settled would take its place in the books
    if (held?.isStarted) return 'wait';
    if (held) {
      held.isStarted = true;
      return 'go';
    }
    const isRetry = this.#begun.has(call);
    if (this.#isCut && !isRetry) return 'stop';
    const row = isRetry ? [call] : this.#rowOf(call);
    const verdict = this.#ask(call, row);
    if (verdict === 'stop') this.#refuse(call, target, isRetry);
    if (verdict !== 'go') return verdict;
    (this.#held.get(call) as Held).isStarted = true;
    return 'go';
  }

  settle(call: PlannedCall, nanousd: number | null): void {
    const held = this.#held.get(call);
    // a call that was never sent has no reservation
    if (!held) return;
    this.#giveBack(call, held, nanousd ?? held.worst);
  }

  leave(target: Target): void {
    this.#gone.add(target);
    for (const [call, held] of this.#held)
      if (held.target === target && !held.isStarted) this.#giveBack(call, held, 0);
  }

  async close(giveUp?: AbortSignal): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    for (const [call, held] of this.#held) this.#giveBack(call, held, held.isStarted ? held.worst : 0);
    await this.#explain();
    await this.#options.ledger.close(giveUp);
  }

  refusal(): string | null {
    return this.#refusal;
  }

  async #explain(): Promise<void> {
    if (!this.#refused) return;
    const { target, worst, scopes } = this.#refused;
    const capped = scopes.filter(({ cap }) => cap !== null);
    const taken = await this.#options.ledger.taken(capped.map(({ scope }) => scope));
    const room = capped.map(({ cap }, i) => (cap ?? 0) - (taken[i] ?? 0));
    const tightest = room.indexOf(Math.min(...room));
    const { cap, setting } = capped[tightest] as CappedScope;
    const bound = target.parameters.maxOutputTokens;
    const why =
      bound === undefined
        ? `${assumedMaxOutputTokens} output tokens are assumed, since the target sets no maxOutputTokens`
        : `maxOutputTokens is ${bound}`;
    this.#refusal = `Stopped by ${setting}, ${dollars(cap ?? 0)}: ${dollars(taken[tightest] ?? 0)} was spent, and another call to ${target.label} may cost ${dollars(worst)} (${why}).`;
  }

  #rowOf(call: PlannedCall): PlannedCall[] {
    const row = this.#rows.get(rowKey(call));
    if (!row?.includes(call)) return [call];
    return row.filter(
      (each) => !this.#held.has(each) && !this.#begun.has(each) && !this.#gone.has(this.#targetOf(each)),
    );
  }

  #targetOf(call: PlannedCall): Target {
    return this.#options.plan.suite.targets[call.targetIndex] as Target;
  }

  /** The verdict on all calls of the row; on `go` they are held. */
  #ask(asker: PlannedCall, row: PlannedCall[]): Permission {
    const before = this.#asked.get(asker);
    if (before === 'pending') return 'wait';
    if (before !== undefined) {
      this.#asked.delete(asker);
      if (before !== 'wait') return before;
    }
    const held = row.map((call) => [call, this.#heldFor(call)] as const);
    const verdict = this.#options.ledger.reserve(claimsOf(held.map(([, each]) => each)));
    if (verdict instanceof Promise) {
      void this.#await(asker, held, verdict);
      return 'wait';
    }
    if (verdict === 'go') this.#hold(held);
    if (verdict === 'wait') this.#askLater();
    return verdict;
  }

  async #await(
    asker: PlannedCall,
    held: (readonly [PlannedCall, Held])[],
    promised: Promise<Permission>,
  ): Promise<void> {
    for (const [call] of held) this.#asked.set(call, 'pending');
    const verdict = await promised.catch((): Permission => 'wait');
    for (const [call] of held) this.#asked.delete(call);
    if (verdict === 'go') this.#hold(held);
    else if (verdict === 'stop') this.#asked.set(asker, verdict);
    if (verdict === 'wait') this.#askLater();
    else this.#options.changed?.();
  }

  #hold(held: (readonly [PlannedCall, Held])[]): void {
    for (const [call, each] of held) {
      this.#held.set(call, each);
      this.#begun.add(call);
    }
  }

  #heldFor(call: PlannedCall): Held {
    const target = this.#targetOf(call);
    return {
      target,
      worst: this.#worstCase(call, target),
      scopes: this.#scopesOf(target),
      isStarted: false,
    };
  }

  #scopesOf(target: Target): CappedScope[] {
    const { plan, budgets, keyOf } = this.#options;
    const now = wallClockMs();
    const day = Math.floor(now / 86_400_000);
    const known = this.#scopes.get(target);
    if (known?.day === day) return known.scopes;
    const scopes = scopesOf({ runId: plan.runId, target, key: keyOf?.(target) ?? null }, now, budgets);
    this.#scopes.set(target, { day, scopes });
    return scopes;
  }

  #refuse(call: PlannedCall, target: Target, isRetry: boolean): void {
    if (!isRetry) this.#isCut = true;
    const { worst, scopes } = this.#heldFor(call);
    this.#refused ??= { target, worst, scopes };
  }

  #giveBack(call: PlannedCall, { worst, scopes }: Held, spent: number): void {
    this.#held.delete(call);
    if (worst === 0 && spent === 0) return;
    this.#options.ledger.settle(scopes.map(({ scope }) => ({ scope, held: worst, spent })));
  }

  /** Money may come back from other runs, which tell nobody. */
  #askLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#options.changed?.();
    }, askAgainMs);
  }
}

/** What all of these come to, per scope. */
function claimsOf(held: Held[]): LedgerClaim[] {
  const claims = new Map<string, LedgerClaim>();
  for (const { worst, scopes } of held) {
    if (worst === 0) continue;
    for (const { scope, cap } of scopes) {
      const claim = claims.get(scope);
      if (claim) claim.nanousd += worst;
      else claims.set(scope, { scope, cap, nanousd: worst });
    }
  }
  return [...claims.values()];
}

export function createBudget(options: BudgetOptions): Budget {
  return new LedgerBudget(options);
}
