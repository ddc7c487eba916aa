import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testServer } from '../../../test/made-up/test-server.ts';
import { appendLabels } from '../../labels/label-log.ts';
import { judgeListSchema } from '../../contract/calibration.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-judges-'));
const path = join(folder, 'labels.jsonl');
let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  server = await testServer({ settings: { dataDir: folder, cwd: folder, env: {} } });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = async () => judgeListSchema.parse(await server.json('/api/runs/latest/judges'));

it('has none of a run that no model judged', async () => {
  expect(await ask()).toEqual({ judges: [], notes: [] });
});

it('marks a judge uncalibrated until somebody has labelled, then tells how it agrees', async () => {
  const judged = {
    votes: [{ model: 'x/judge', value: 1, label: null, reason: '' }],
    calls: 1,
    cost_nanousd: 1,
  };
  const payloads = server.batch.payloads.map((payload, i) => ({
    ...payload,
    scores: [
      {
        name: 'rubric',
        value: i % 2,
        passed: i % 2 > 0,
        label: null,
        explanation: null,
        metadata: { judged },
      },
    ],
  }));
  await server.store.putRun({ ...server.run, judged: { calls: 90, usd: null } }, server.cases);
  await server.store.insert({ ...server.batch, payloads });
  const before = await ask();
  expect(before.judges).toEqual([{ scorer: 'rubric', judges: ['x/judge'], calibration: null }]);
  expect(before.notes[0]).toContain('uncalibrated');
  await appendLabels(
    path,
    payloads.slice(0, 40).map(({ sample_id, run_id }, i) => ({
      run_id,
      case_id: 'any',
      sample_id,
      other_sample_id: null,
      criterion: 'correct',
      value: i % 2,
      by: 'ada',
      at_ms: 1,
    })),
  );
  const after = await ask();
  expect(after.judges[0]?.calibration?.agreement?.accuracy).toBe(1);
  expect(after.notes[0]).toContain('agrees with people in 100 %');
});
