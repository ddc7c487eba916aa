import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { newId } from '../../base/id.ts';
import type { Sample } from '../../contract/sample.ts';
import { roundToUnits } from '../../contract/whole-units.ts';
import { clickHouseStore } from '../clickhouse-store.ts';
import { dump, writeChunk } from '../dump.ts';
import { openEmbedded, type Engine } from '../engine.ts';
import { migrate, migrations } from '../migrate.ts';
import { openStore } from '../open-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-whole-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const retention = { samplesDays: null };
const earlier = migrations.map(({ name }) => name).filter((name) => name < '0015');

const made = madeUp({ runId: newId(), targets: 2, cases: 20, payloads: false });
/** As they were measured: with all digits, some of them odd. */
const odd: Partial<Sample>[] = [
  { ttfo_ms: null, queue_ms: -0.0004, stall_max_ms: 12.3456789 },
  { ttft_ms: null, decode_ms: 5.0005 },
  { e2e_ms: null, response_ms: 1e9 + 0.25, tpot_ms: 0.000_001_4 },
  { tpot_ms: null, tok_s_user: 33.333_333 },
  { output_tokens: 0, ntpot_ms: 7.1, tok_s_e2e: 1e6 },
  { output_tokens: 1, reasoning_tokens: 0, local_tokens: 1, decode_ms: 0, norm_tok_s: 3 },
];
const written = made.batch.samples.map((sample, i) => ({
  ...sample,
  ...(sample.ttft_ms !== null && { ttft_ms: sample.ttft_ms + i / 70_000, e2e_ms: 1234.567_89 + i / 7 }),
  ...odd[i],
}));
const rounded = written.map((sample) => roundToUnits({ ...sample }));

async function read(engine: Engine): Promise<Sample[]> {
  const found: Sample[] = [];
  for await (const batch of clickHouseStore(engine, retention).samples(made.run.run_id)) found.push(...batch);
  return found;
}

it('keeps times of before to the microsecond, however often it is begun', { timeout: 60_000 }, async () => {
  const engine = await openEmbedded(join(folder, 'old'));
  try {
    await migrate(engine.client, undefined, earlier);
    await engine.client.insert({ table: 'samples', values: written, format: 'JSONEachRow' });
    const before = await dump(engine);
    for (const chunk of before.chunks)
      await writeChunk(engine, chunk, before.columns[chunk.table] ?? [], join(folder, chunk.table));
    expect(await migrate(engine.client)).toEqual(['0015-whole-microseconds']);
    expect(await read(engine)).toEqual(rounded);
    // as if it had been cut off when some columns were gone, and then at its end
    for (const query of ['ALTER TABLE samples DROP COLUMN tok_s_user, DROP COLUMN ttft_ms', 'SELECT 1']) {
      await engine.client.command({ query });
      await engine.client.command({ query: 'TRUNCATE TABLE schema_migrations' });
      expect(await migrate(engine.client)).toContain('0015-whole-microseconds');
      expect(await read(engine)).toEqual(rounded);
    }
    // what is written now is the same as what was rewritten
    await clickHouseStore(engine, retention).insert({ samples: written, payloads: [], retried: [] });
    expect(await read(engine)).toEqual(rounded);
  } finally {
    await engine.close();
  }
  const store = await openStore({ dataDir: join(folder, 'restored'), retention, migrations: earlier });
  try {
    const columns = (await store.dump()).columns;
    await store.readChunk('samples', columns['samples'] ?? [], join(folder, 'samples'));
    await store.upgrade();
    const found = [];
    for await (const batch of store.samples(made.run.run_id)) found.push(...batch);
    expect(found).toEqual(rounded);
  } finally {
    await store.close();
  }
});
