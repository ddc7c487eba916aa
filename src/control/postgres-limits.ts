import type { Pool } from 'pg';
import type { LimitStore } from '../contract/limit-store.ts';

/** Limits over all machines: buckets and places in PostgreSQL, whose clock is the only one that counts. */
export function createPostgresLimits(pool: Pool): LimitStore {
  return {
    async takeCalls({ scope, calls, tokensPerCall, requestsPerMinute, tokensPerMinute, correction }) {
      const { rows } = await pool.query<{ calls: number; waitMs: number }>(
        'SELECT granted AS calls, wait_ms AS "waitMs" FROM assay.limit_take($1, $2, $3, $4, $5, $6)',
        [scope, calls, tokensPerCall, requestsPerMinute, tokensPerMinute, correction],
      );
      return rows[0] ?? { calls: 0, waitMs: 1000 };
    },
    async takeSlots({ scope, holder, inFlight, wanted, most }) {
      const { rows } = await pool.query<{ slots: number }>(
        'SELECT assay.limit_slots($1, $2, $3, $4, $5) AS slots',
        [scope, holder, inFlight, wanted, most],
      );
      return rows[0]?.slots ?? inFlight;
    },
    async leaveSlots(scope, holder) {
      await pool.query('DELETE FROM assay.limit_slots WHERE scope = $1 AND holder = $2', [scope, holder]);
    },
  };
}
