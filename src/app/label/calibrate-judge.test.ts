import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { appendLabel } from '../../labels/label-log.ts';
import { calibrationText } from '../../report/calibration-text.ts';
import { openStore } from '../../store/open-store.ts';
import { createAppContext } from '../create-app-context.ts';
import { calibrateJudge } from './calibrate-judge.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-judge-'));
const { run, cases, batch } = madeUp({
  runId: '01900000-0000-7000-8000-000000000001',
  targets: 2,
  cases: 60,
  repeats: 1,
  startedAtMs: Date.now() - 1e7,
});
/** It calls every third wrong answer right; people know better. */
const truth = (i: number) => (i % 2 === 0 ? 1 : 0);
const said = (i: number) => (truth(i) === 1 || i % 3 === 0 ? 1 : 0);

beforeAll(async () => {
  const store = await openStore({ dataDir });
  const payloads = batch.payloads.map((payload, i) => ({
    ...payload,
    scores: [
      {
        name: 'rubric',
        value: said(i),
        passed: said(i) === 1,
        label: null,
        explanation: null,
        metadata: {
          judged: {
            votes: [{ model: 'x/judge', value: said(i), label: null, reason: '' }],
            calls: 1,
            cost_nanousd: 5,
          },
        },
      },
    ],
  }));
  await store.putRun(run, cases);
  await store.insert({ ...batch, payloads });
  await store.close();
  for (const [i, { sample_id, case_id, run_id }] of batch.samples.entries())
    if (i % 5 < 2)
      await appendLabel(join(dataDir, 'labels.jsonl'), {
        run_id,
        case_id,
        sample_id,
        other_sample_id: null,
        criterion: 'correct',
        value: truth(i),
        by: 'ada',
        at_ms: 1,
      });
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const context = createAppContext({ dataDir, cwd: dataDir, env: {} });

it('compares the judge of a run with its labels, and corrects what it says', async () => {
  const found = await calibrateJudge({}, context);
  expect(found).toMatchObject({
    run_id: run.run_id,
    scorer: 'rubric',
    criterion: 'correct',
    judges: ['x/judge'],
    people: ['ada'],
    unscorable: 0,
  });
  expect(calibrateJudge.output.safeParse(found).error).toBeUndefined();
  expect(found.confusion.human_only).toBe(0);
  expect(found.confusion.judge_only).toBeGreaterThan(0);
  expect(found.bias?.value).toBeGreaterThan(0);
  expect(found.targets).toHaveLength(2);
  for (const { raw, corrected } of found.targets) expect(corrected?.value).toBeLessThan(raw ?? 0);
  const text = calibrationText(found, { color: false, width: 100 });
  expect(text).toContain('rubric by x/judge, ');
  expect(text).toContain('corrected %');
  expect(text).toMatch(/an answer twice as long gets [+−-]?\d/);
  expect(found.self_preference).toBeNull();
  expect(found.again).toBeNull();
});

it('says what is missing', async () => {
  await expect(calibrateJudge({ scorer: 'nobody' }, context)).rejects.toThrow(
    'no scores of a judge named "nobody"',
  );
  const unlabelled = await calibrateJudge({ criterion: 'kind' }, context);
  expect(unlabelled).toMatchObject({ n: 0, agreement: null, people: [] });
  await expect(calibrateJudge({ again: 0 }, context)).rejects.toMatchObject({
    code: 'usage',
    message: '`again` is 0.',
  });
  await expect(calibrateJudge({ again: 3 }, context)).rejects.toThrow('is not kept with the run');
});
