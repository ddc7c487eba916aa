import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { createBoard } from '../../analyze/progress/board.ts';
import { ExactTotals } from '../../analyze/progress/exact-totals.ts';
import { newId } from '../../base/id.ts';
import { openEmbedded, type Engine } from '../engine.ts';
import { insertBatch } from '../insert-batch.ts';
import { migrate } from '../migrate.ts';
import { defaultRetention } from '../retention.ts';
import { totals } from './totals.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-totals-'));
let engine: Engine;
beforeAll(async () => {
  engine = await openEmbedded(folder);
  await migrate(engine.client);
}, 60_000);
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each([true, false])('counts as the summary of the run does, scored: %s', async (isScored) => {
  const { run, batch } = madeUp({ runId: newId(), targets: 2, cases: 60, payloads: false });
  batch.samples.forEach((sample, i) => {
    if (i % 7 === 0) Object.assign(sample, { outcome: i % 2 ? 'cancelled' : 'dropped', quality: null });
    if (i % 11 === 0 || !isScored) Object.assign(sample, { quality: null, correct: null });
    if (i % 13 === 0) sample.is_warmup = true;
  });
  await insertBatch(engine.client, batch, defaultRetention);
  const board = createBoard(run);
  for (const sample of batch.samples) board.add(sample);
  const { targets } = board.summary({ run });
  const found = await totals(engine.client, [run.run_id]);
  const exact = new ExactTotals();
  for (const sample of batch.samples) exact.add(sample);
  for (const retried of batch.retried) exact.addRetry(retried);
  expect(found).toEqual(exact.totals(run.run_id));
  expect(
    found.map(({ n, asked, answered, n_quality, quality }) => [
      n,
      asked,
      asked - answered,
      n_quality,
      quality?.toFixed(12),
    ]),
  ).toEqual(
    targets.map(({ n, outcomes, error_rate: errors, quality }) => [
      n,
      n - (outcomes.cancelled ?? 0) - (outcomes.dropped ?? 0),
      Math.round((errors?.value ?? 0) * (errors?.n ?? 0)),
      quality?.n ?? 0,
      quality?.value.toFixed(12),
    ]),
  );
});
