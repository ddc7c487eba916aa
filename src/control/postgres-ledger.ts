/** The ledger that all workers share. Every question is one statement, in which the accounts it touches are locked. */
import type { Pool } from 'pg';
import type { Ledger, LedgerEntry, Permission } from '../contract/ledger.ts';

const settleMs = 100;

/** What was settled, until it is written; and everything else in turn behind it. */
function createWriter(pool: Pool, holder: string) {
  let waiting: LedgerEntry[] = [];
  let timer: NodeJS.Timeout | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function writeSettled(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const entries = waiting;
    if (entries.length === 0) return;
    waiting = [];
    const columns = [entries.map((e) => e.scope), entries.map((e) => e.held), entries.map((e) => e.spent)];
    try {
      await pool.query('SELECT assay.ledger_settle($1, $2, $3, $4)', [holder, ...columns]);
    } catch (error) {
      // until it is written the ledger shows more as taken than is
      waiting = [...entries, ...waiting];
      throw error;
    }
  }
  /** One after the other: what was settled before is written before more is asked for. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(writeSettled).then(work);
    last = turn.catch(() => undefined);
    return turn;
  }
  return {
    inTurn,
    settle(entries: LedgerEntry[]) {
      waiting.push(...entries);
      timer ??= setTimeout(() => void inTurn(async () => undefined).catch(() => undefined), settleMs);
    },
  };
}

/** What earlier holders of the same name still held counts as spent. */
async function abandonEarlier(pool: Pool, holder: string, number: number): Promise<void> {
  const { rows } = await pool.query<{ holder: string }>(
    `SELECT DISTINCT holder FROM assay.ledger_holders WHERE starts_with(holder, $1) AND substr(holder, length($1) + 1)::bigint < $2`,
    [`${holder} #`, number],
  );
  for (const gone of rows) await pool.query('SELECT assay.ledger_abandon($1)', [gone.holder]);
}

/** `holder`: who reserves money, e.g. a lane; `number`: rises with every time it changes hands. */
export async function openPostgresLedger(pool: Pool, holder: string, number = 0): Promise<Ledger> {
  const own = `${holder} #${number}`;
  const { inTurn, settle } = createWriter(pool, own);
  await abandonEarlier(pool, holder, number);
  return {
    settle,
    reserve: (claims) =>
      inTurn(async () => {
        const columns = [
          claims.map((c) => c.scope),
          claims.map((c) => Math.ceil(c.nanousd)),
          claims.map((c) => c.cap),
        ];
        const asked = await pool.query<{ verdict: Permission }>(
          'SELECT assay.ledger_reserve($1, $2, $3, $4) AS verdict',
          [own, ...columns],
        );
        return asked.rows[0]?.verdict ?? 'wait';
      }),
    taken: (scopes) =>
      inTurn(async () => {
        const found = await pool.query<{ scope: string; taken: string }>(
          'SELECT scope, held + spent AS taken FROM assay.ledger_scopes WHERE scope = ANY ($1)',
          [scopes],
        );
        const taken = new Map(found.rows.map((row) => [row.scope, Number(row.taken)]));
        return scopes.map((scope) => taken.get(scope) ?? 0);
      }),
    close: () => inTurn(async () => void (await pool.query('SELECT assay.ledger_leave($1)', [own]))),
  };
}
