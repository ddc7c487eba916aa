import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { newId } from '../../base/id.ts';
import type { SampleRecord } from '../../contract/sample.ts';
import { openEmbedded, type Engine } from '../engine.ts';
import { insertBatch } from '../insert-batch.ts';
import { migrate } from '../migrate.ts';
import { defaultRetention } from '../retention.ts';
import { answers } from './answers.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-answers-'));
let engine: Engine;
beforeAll(async () => {
  engine = await openEmbedded(folder);
  await migrate(engine.client);
}, 60_000);
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each([
  // none, less than a batch, whole batches, whole stretches, and one more
  ...[0, 2, 3, 6, 12, 13, 24, 25].map((cases) => ({ cases, batch: 3, stretch: 12 })),
  // a stretch that ends within a batch
  { cases: 20, batch: 3, stretch: 7 },
  { cases: 5, batch: 1, stretch: 1 },
])(
  'gives every answer once, with its sample: $cases in batches of $batch and stretches of $stretch',
  async (given) => {
    const made = madeUp({ runId: newId(), targets: 1, cases: Math.max(1, given.cases) });
    const kept = new Set(made.batch.samples.slice(0, given.cases).map(({ sample_id }) => sample_id));
    const payloads = made.batch.payloads.filter(({ sample_id }) => kept.has(sample_id));
    await insertBatch(engine.client, { ...made.batch, payloads }, defaultRetention);
    const found: SampleRecord[] = [];
    for await (const batch of answers(engine.client, made.run.run_id, given)) {
      expect(batch.length).toBeLessThanOrEqual(given.batch);
      // written again while the rest is read
      await insertBatch(engine.client, { ...made.batch, payloads }, defaultRetention);
      found.push(...batch);
    }
    const byId = new Map(made.batch.samples.map((sample) => [sample.sample_id, sample]));
    const order = (a: SampleRecord, b: SampleRecord) => (a.sample.sample_id < b.sample.sample_id ? -1 : 1);
    const expected = payloads.map(
      (payload) => ({ sample: byId.get(payload.sample_id), payload }) as SampleRecord,
    );
    expect(found.toSorted(order)).toEqual(expected.toSorted(order));
  },
);
