/** Lanes handed out to any number of machines, by pg-boss. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { underMigrationLock } from './migration-lock.ts';
import { PgBoss, type Job, type JobWithMetadata } from 'pg-boss';
import type { LaneLease, LaneName, Queue } from '../contract/queue.ts';

const queueName = 'lanes';
/** pg-boss takes no shorter one. */
const heartbeatSeconds = 10;
/** How soon a waiting worker sees a new lane. */
const pollMs = 500;
/** A lane is taken over however often workers die; pg-boss wants a number. */
const manyTimes = 1_000_000;
/** The longest pg-boss allows; a lane that takes longer is handed to another worker then, and loses nothing. */
const almostADay = 24 * 3600 - 60;

const options = {
  policy: 'exclusive',
  heartbeatSeconds,
  retryLimit: manyTimes,
  retryDelay: 0,
  retryBackoff: false,
  expireInSeconds: almostADay,
  deleteAfterSeconds: 24 * 3600,
} as const;

/** Of a job that is to be done or being done. */
const pending: ReadonlySet<string> = new Set(['created', 'retry', 'active']);

const keyOf = ({ runId, targetId }: LaneName) => JSON.stringify([runId, targetId]);

/** pg-boss leaves a job alone that is no longer at this attempt. */
const wasMine = async (change: Promise<unknown>) => ((await change) as { affected: number }).affected > 0;

/** `schema`: where pg-boss keeps its tables. `onError`: told of what goes wrong in the background. */
export async function openPostgresQueue(
  pool: Pool,
  onError: (error: Error) => void,
  schema = 'assay_queue',
): Promise<Queue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema,
    schedule: false,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
  });
  boss.on('error', onError);
  await underMigrationLock(pool, async () => {
    await boss.start();
    await boss.createQueue(queueName, options);
  });

  async function holdOf(job: JobWithMetadata<LaneName> | Job<LaneName>): Promise<LaneLease | null> {
    const { id, retryCount } = job as JobWithMetadata<LaneName>;
    const attempt = { id, retryCount };
    const { rows } = await pool.query<{ number: string }>(`SELECT nextval('assay.holds') AS number`);
    const hold: LaneLease = {
      lane: job.data,
      number: Number(rows[0]?.number),
      heartbeat: () => wasMine(boss.touch(queueName, attempt)),
      complete: () => wasMine(boss.complete(queueName, attempt)),
      requeue: () => wasMine(boss.fail(queueName, attempt)),
    };
    // numbers must follow the order of holds: one that was lost before it had its number is none
    return (await hold.heartbeat()) ? hold : null;
  }
  return {
    holdMs: heartbeatSeconds * 1000,
    async enqueue(lanes) {
      for (const lane of lanes) await boss.send(queueName, lane, { singletonKey: keyOf(lane) });
    },
    async missing(lanes) {
      const found = await Promise.all(lanes.map((lane) => boss.findJobs(queueName, { key: keyOf(lane) })));
      return lanes.filter((_, i) => !found[i]?.some(({ state }) => pending.has(state)));
    },
    async take(signal) {
      while (!signal.aborted) {
        const [job] = await boss.fetch<LaneName>(queueName, { includeMetadata: true });
        const hold = job && (await holdOf(job));
        if (hold) return hold;
        if (!job) await sleep(pollMs, undefined, { signal }).catch(() => undefined);
      }
      return null;
    },
    // whatever is held stays so until its holder falls silent
    close: () => boss.stop({ graceful: false, close: false }),
  };
}
