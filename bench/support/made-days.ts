/** A data directory with a run on each of many days: the first one is inserted as runs are, the others are copies of its rows made by the engine. */
import { ask } from '../../src/store/ask.ts';
import { openEmbedded, type Engine } from '../../src/store/engine.ts';
import { openStore } from '../../src/store/open-store.ts';
import { madeUp, madeUpRun } from '../../test/made-up/made-up-run.ts';

export interface MadeDays {
  /** Oldest first. */
  runIds: string[];
  samples: number;
}

const dayMs = 86_400_000;

/** As `newId()` would have made it at that time. */
export function idAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${hex}`;
}

/** Every column of the rows of the first run, as the run of another day has them. */
async function copyRows(
  { client }: Engine,
  table: string,
  from: string,
  to: { id: string; laterMs: number },
) {
  const columns = await ask<{ name: string }>(
    client,
    "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = {table:String} AND default_kind != 'ALIAS' ORDER BY position",
    { table },
  );
  const changed: Record<string, string> = {
    run_id: `'${to.id}'`,
    sample_id: `reinterpretAsUUID(sipHash128(sample_id, '${to.id}'))`,
    started_at_ms: `started_at_ms + ${to.laterMs}`,
    version: 'toUnixTimestamp64Nano(now64(9))',
    // else every day would have the same figures, and compress to nothing
    e2e_us: `toInt64(e2e_us * (0.5 + (cityHash64(sample_id, '${to.id}') % 1000) / 1000))`,
    ttft_us: `toInt64(ttft_us * (0.5 + (cityHash64('${to.id}', sample_id) % 1000) / 1000))`,
  };
  const names = columns.map(({ name }) => name);
  await client.command({
    query: `INSERT INTO ${table} (${names.join(', ')})
      SELECT ${names.map((name) => changed[name] ?? name).join(', ')} FROM ${table} WHERE run_id = '${from}'`,
  });
}

const tables = ['run_cases', 'samples', 'sample_payloads', 'retried_attempts'];

/** Adds a run on each of `days` days, the last one on the day of `lastMs`. */
export async function makeDays(
  dataDir: string,
  { days, targets, cases, lastMs }: { days: number; targets: number; cases: number; lastMs: number },
): Promise<MadeDays> {
  const times = Array.from({ length: days }, (_, i) => Math.floor(lastMs) - (days - 1 - i) * dayMs);
  const runIds = times.map(idAt);
  const [firstId = '', ...otherIds] = runIds;
  const firstMs = times[0] ?? lastMs;
  const sized = { targets, cases };
  const store = await openStore({ dataDir, retention: { samplesDays: null } });
  const first = madeUp({ runId: firstId, startedAtMs: firstMs, ...sized });
  await store.putRun(first.run, first.cases);
  await store.insert(first.batch);
  for (const [i, runId] of otherIds.entries())
    await store.putRun(madeUpRun({ runId, startedAtMs: times[i + 1] ?? lastMs, ...sized }), []);
  await store.close();
  const engine = await openEmbedded(dataDir);
  for (const [i, id] of otherIds.entries())
    for (const table of tables)
      await copyRows(engine, table, firstId, { id, laterMs: (times[i + 1] ?? lastMs) - firstMs });
  await engine.close();
  return { runIds, samples: days * targets * cases };
}
