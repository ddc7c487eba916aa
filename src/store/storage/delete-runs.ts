import type { Engine } from '../engine.ts';
import { refreshRollups } from '../rollups/refresh-rollups.ts';
import { sqlLiteral } from '../sql-literal.ts';
import { statementRunner } from '../statement-runner.ts';

/** In the order in which a run leaves them: what it was asked and answered first, the run itself last. */
export const tablesOfCalls = ['sample_payloads', 'retried_attempts', 'samples', 'run_cases'] as const;
export const tablesOfRuns = [...tablesOfCalls, 'rollup_hours', 'rollup_runs', 'runs'] as const;

const runsAtOnce = 500;

/** Waited for, on every machine. */
export const waiting = 'SETTINGS mutations_sync = 2';

/** Rows are removed from the disk, not only from sight. Can be repeated after an interruption. */
export async function deleteRuns(engine: Engine, runIds: readonly string[]): Promise<void> {
  const run = statementRunner(engine);
  for (let at = 0; at < runIds.length; at += runsAtOnce) {
    const some = runIds.slice(at, at + runsAtOnce);
    const list = some.map(sqlLiteral).join(', ');
    const remove = async (tables: readonly string[]) => {
      for (const table of tables)
        await run(`ALTER TABLE ${table} DELETE WHERE toString(run_id) IN (${list}) ${waiting}`);
    };
    await remove(tablesOfCalls);
    await refreshRollups(engine.client, some);
    await remove(tablesOfRuns.slice(tablesOfCalls.length));
  }
}
