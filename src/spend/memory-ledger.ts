import type { Ledger, LedgerClaim, LedgerEntry, Permission } from '../contract/ledger.ts';

interface Account {
  held: number;
  spent: number;
}

/** The ledger of one process alone; `accounts` may be shared by several holders of that process. */
export function createMemoryLedger(accounts = new Map<string, Account>()): Ledger {
  const own = new Map<string, number>();
  const account = (scope: string): Account => {
    const found = accounts.get(scope) ?? { held: 0, spent: 0 };
    accounts.set(scope, found);
    return found;
  };
  const hold = (scope: string, nanousd: number) => {
    account(scope).held += nanousd;
    own.set(scope, (own.get(scope) ?? 0) + nanousd);
  };
  return {
    reserve(claims: LedgerClaim[]): Permission {
      let verdict: Permission = 'go';
      for (const { scope, nanousd, cap } of claims) {
        const { held, spent } = account(scope);
        if (cap === null || spent + held + nanousd <= cap) continue;
        if (spent + nanousd > cap) return 'stop';
        verdict = 'wait';
      }
      if (verdict === 'go') for (const { scope, nanousd } of claims) hold(scope, nanousd);
      return verdict;
    },
    settle(entries: LedgerEntry[]) {
      for (const { scope, held, spent } of entries) {
        hold(scope, -held);
        account(scope).spent += spent;
      }
    },
    taken: (scopes) => scopes.map((scope) => account(scope).held + account(scope).spent),
    async close() {
      for (const [scope, held] of own) hold(scope, -held);
    },
  };
}
