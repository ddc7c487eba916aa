import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { roundToUnits } from '../../contract/whole-units.ts';
import { targetKey } from '../../contract/target-key.ts';
import type { Run } from '../../contract/run.ts';
import type { Sample } from '../../contract/sample.ts';
import { clickHouseStore } from '../clickhouse-store.ts';
import { openEmbedded, type Engine } from '../engine.ts';
import { migrate } from '../migrate.ts';

/** Tables and rows as version 0010 of the schema wrote them: a benchmark of two targets, and an imported run. */
const dump = JSON.parse(
  readFileSync(new URL('../../../test/stores/schema-0010.json', import.meta.url), 'utf8'),
) as { tables: { name: string; create: string; rows: object[] }[] };

const retention = { samplesDays: null };
const dataDir = mkdtempSync(join(tmpdir(), 'assay-old-store-'));
let engine: Engine;

beforeAll(async () => {
  engine = await openEmbedded(dataDir);
  for (const { name, create, rows } of dump.tables) {
    await engine.client.command({ query: create });
    await engine.client.insert({ table: name, values: rows, format: 'JSONEachRow' });
  }
});
afterAll(async () => {
  await engine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function samplesOf(run: Run): Promise<Sample[]> {
  const found: Sample[] = [];
  for await (const batch of clickHouseStore(engine, retention).samples(run.run_id)) found.push(...batch);
  return found;
}

it('gives old samples the key of their target and their source, and keeps all else', async () => {
  const applied = await migrate(engine.client);
  expect(applied[0]).toBe('0011-history-fields');
  const store = clickHouseStore(engine, retention);
  const runs = await store.listRuns();
  expect(runs.map(({ targets }) => targets.length)).toEqual([1, 2]);
  const old = dump.tables.find(({ name }) => name === 'samples')?.rows as Sample[];
  for (const run of runs) {
    const keys = new Map(run.targets.map((target) => [target.id, targetKey(target)]));
    const source = run.targets.length === 1 ? 'imported' : 'benchmark';
    const samples = await samplesOf(run);
    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples) {
      const { version: _, ...before } = old.find(({ sample_id: id }) => id === sample.sample_id) as Sample & {
        version: number;
      };
      expect(sample).toEqual({
        ...roundToUnits(before),
        project: 'default',
        source,
        target_key: keys.get(sample.target_id),
        region: '',
        reasoning_requested: '',
        reasoning_effective: '',
      });
    }
  }
});

it('can be filled again after it was cut off', async () => {
  await engine.client.command({ query: 'TRUNCATE TABLE schema_migrations' });
  await migrate(engine.client);
  const [imported] = await clickHouseStore(engine, retention).listRuns({ limit: 1 });
  for (const { target_key } of await samplesOf(imported as Run))
    expect(target_key).toMatch(/^[0-9a-f-]{36}$/);
});
