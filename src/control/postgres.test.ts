/** The sockets of `contract` on a real PostgreSQL; one server for all of them. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Pool } from 'pg';
import { describeControlData } from '../../test/control/control-data-conformance.ts';
import type { Run } from '../contract/run.ts';
import type { Suite } from '../contract/suite.ts';
import { describeEvents } from '../../test/control/events-conformance.ts';
import { describeLimits } from '../../test/control/limits-conformance.ts';
import { describeQueue } from '../../test/control/queue-conformance.ts';
import { describeRunRegistry } from '../../test/control/run-registry-conformance.ts';
import { ledgerConformance } from '../../test/ledger-conformance.ts';
import { describeConductor } from '../../test/conduct/conductor-conformance.ts';
import { openSharedRun } from '../../test/conduct/shared-run.ts';
import { describeWorkers } from '../../test/control/workers-conformance.ts';
import { startPostgres, type Postgres } from '../../test/control/start-postgres.ts';
import { openSharedControlData } from './data/open-control-data.ts';
import { openControl } from './open-control.ts';
import { openPool } from './open-pool.ts';
import { createPostgresEvents } from './postgres-events.ts';
import { openPostgresQueue } from './postgres-queue.ts';
import { openPostgresLedger } from './postgres-ledger.ts';
import { createPostgresLimits } from './postgres-limits.ts';
import { createPostgresRunRegistry } from './postgres-run-registry.ts';

let postgres: Postgres;
let url: string;
let pool: Pool;
beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.createDatabase();
  pool = await openPool(url);
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

const fail = (error: Error) => {
  throw error;
};

describeQueue('PostgreSQL', async () => {
  await pool.query('DROP SCHEMA IF EXISTS assay_queue CASCADE');
  const queue = await openPostgresQueue(pool, fail);
  return {
    queue,
    async lapse({ targetId }) {
      const { rowCount } = await pool.query(
        `UPDATE assay_queue.job SET heartbeat_on = heartbeat_on - interval '11 s'
         WHERE state = 'active' AND data ->> 'targetId' = $1`,
        [targetId],
      );
      expect(rowCount).toBe(1);
    },
    close: () => queue.close(),
  };
});
describeEvents('PostgreSQL', async () => {
  const [here, there] = [createPostgresEvents(url, pool, fail), createPostgresEvents(url, pool, fail)];
  return { here, there, close: async () => void (await Promise.all([here.close(), there.close()])) };
});
describeRunRegistry('PostgreSQL', async () => {
  await pool.query('TRUNCATE assay.runs CASCADE');
  return { registry: createPostgresRunRegistry(pool), close: async () => {} };
});

it('removes files with the last run that has them, but none that a run has just asked for', async () => {
  await pool.query('TRUNCATE assay.runs, assay.files CASCADE');
  const registry = createPostgresRunRegistry(pool);
  const begin = (runId: string, sha256s: string[]) =>
    registry.begin({
      run: { run_id: runId, targets: [] } as unknown as Run,
      suite: { attachments: sha256s.map((sha256) => ({ sha256, from: '' })) } as unknown as Suite,
      budgets: [],
      files: [{ path: 'score.py', sha256: 'cc' }],
    });
  const kept = async () =>
    (await pool.query<{ sha256: string }>('SELECT sha256 FROM assay.files ORDER BY sha256')).rows.map(
      ({ sha256 }) => sha256,
    );
  for (const sha256 of ['aa', 'bb', 'cc', 'dd', 'ee']) await registry.keepFile(sha256, Buffer.alloc(10));
  await begin('one', ['aa', 'bb', 'dd']);
  await begin('two', ['bb']);
  await pool.query("UPDATE assay.files SET asked_at = now() - interval '1 hour'");
  // a run that is about to begin has them
  expect(await registry.missingFiles(['dd', 'ff'])).toEqual(['ff']);
  expect(await registry.sizeOf(['one'])).toMatchObject({ runs: 1, files: 2 });
  await registry.remove(['one']);
  // `ee` was of no run
  expect(await kept()).toEqual(['bb', 'cc', 'dd']);
  await registry.remove(['two']);
  expect(await kept()).toEqual(['dd']);
});

ledgerConformance('PostgreSQL', () => {
  let holders = 0;
  const emptied = pool.query('TRUNCATE assay.ledger_scopes, assay.ledger_holders');
  return async () => {
    await emptied;
    return openPostgresLedger(pool, `holder ${++holders}`);
  };
});

it('counts what a holder held as spent when another takes its place, once', async () => {
  await pool.query('TRUNCATE assay.ledger_scopes, assay.ledger_holders');
  const claim = (nanousd: number) => [{ scope: 's', nanousd, cap: 100 }];
  const gone = await openPostgresLedger(pool, 'lane', 1);
  const other = await openPostgresLedger(pool, 'other', 2);
  expect(await gone.reserve(claim(40))).toBe('go');
  expect(await other.reserve(claim(10))).toBe('go');
  const next = await openPostgresLedger(pool, 'lane', 3);
  expect(await next.taken(['s'])).toEqual([50]);
  expect(await next.reserve(claim(61))).toBe('stop');
  expect(await next.reserve(claim(60))).toBe('wait');
  gone.settle([{ scope: 's', held: 40, spent: 1 }]);
  await gone.close();
  other.settle([{ scope: 's', held: 10, spent: 0 }]);
  await other.close();
  expect(await next.taken(['s'])).toEqual([40]);
  expect(await next.reserve(claim(60))).toBe('go');
  await next.close();
});

it('tells listeners of a gap when the connection was lost, and goes on', async () => {
  const events = createPostgresEvents(url, pool, fail);
  const heard: string[] = [];
  let gaps = 0;
  await events.listen({
    onEvent: (event) => void heard.push(event.type),
    onGap: () => gaps++,
  });
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'assay events'`,
  );
  await vi.waitFor(() => expect(gaps).toBe(1));
  events.publish({ type: 'run-stop', runId: 'r' });
  await vi.waitFor(() => expect(heard).toEqual(['run-stop']));
  await events.close();
});

it('is opened by several at once on an empty database', async () => {
  const empty = await postgres.createDatabase();
  const pools = await Promise.all([openPool(empty), openPool(empty), openPool(empty)]);
  const queues = await Promise.all(pools.map((each) => openPostgresQueue(each, fail)));
  const lane = { runId: 'r', targetId: 't' };
  await queues[0]?.enqueue([lane]);
  expect(await queues[2]?.missing([lane, { ...lane, targetId: 'u' }])).toEqual([{ ...lane, targetId: 'u' }]);
  for (const queue of queues) await queue.close();
  for (const each of pools) await each.end();
});

it('says what is wrong with the URL, without the password', async () => {
  const refused = openPool(url.replace('secret', 'wrong-pw').replace('assay:', 'nobody:'));
  await expect(refused).rejects.toMatchObject({
    code: 'store-failed',
    message: expect.not.stringContaining('wrong-pw') as string,
  });
  await expect(openPool('postgres://a:b@127.0.0.1:1/x')).rejects.toThrow(
    'The control database postgres://***@127.0.0.1:1/x cannot be used: connect ECONNREFUSED 127.0.0.1:1.',
  );
});

describeWorkers('PostgreSQL', async () => {
  const fresh = await postgres.createDatabase();
  return {
    open: () => openControl(fresh, () => undefined),
    holdMs: null,
    async cut() {
      await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1`, [
        new URL(fresh).pathname.slice(1),
      ]);
    },
    close: async () => {},
  };
});

describeConductor('on two workers over PostgreSQL', async (suite, world) => {
  const fresh = await postgres.createDatabase();
  const own = await openPool(fresh);
  const run = await openSharedRun(
    {
      open: () => openControl(fresh, () => undefined),
      async lapse({ lane }) {
        await own.query(
          `UPDATE assay_queue.job SET heartbeat_on = heartbeat_on - interval '11 s'
           WHERE state = 'active' AND data ->> 'targetId' = $1`,
          [lane.targetId],
        );
      },
    },
    suite,
    world,
  );
  return {
    ...run,
    async close() {
      await run.close();
      await own.end();
    },
  };
});

describeControlData('PostgreSQL', () => openSharedControlData(url));

describeLimits('PostgreSQL', () => createPostgresLimits(pool));
