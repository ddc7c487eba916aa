import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../test/made-up/run-command.ts';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import type { Calibration } from '../contract/calibration.ts';
import { appendLabel } from '../labels/label-log.ts';
import { openStore } from '../store/open-store.ts';
import { commandContext } from '../../test/made-up/command-context.ts';
import type { Given } from './options.ts';

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

async function printed(options: Record<string, Given> = {}, json = false): Promise<string> {
  const { context, out } = commandContext(dataDir, { json, width: 100 });
  await runCommand('judge', ['latest'], options, context);
  return out();
}

it('holds the judge of a run against its labels, and corrects what it says', async () => {
  const found = JSON.parse(await printed({}, true)) as Calibration;
  expect(found).toMatchObject({
    scorer: 'rubric',
    criterion: 'correct',
    judges: ['x/judge'],
    people: ['ada'],
    unscorable: 0,
  });
  expect(found.confusion.human_only).toBe(0);
  expect(found.confusion.judge_only).toBeGreaterThan(0);
  expect(found.bias?.value).toBeGreaterThan(0);
  expect(found.targets.length).toBeGreaterThan(0);
  for (const { raw, corrected } of found.targets) expect(corrected?.value).toBeLessThan(raw ?? 0);
  const text = await printed();
  expect(text).toContain('rubric by x/judge, held against ada (correct)');
  expect(text).toContain('corrected %');
  expect(text).toMatch(/an answer twice as long gets [+−-]?\d/);
  expect(found.self_preference).toBeNull();
});

it('says what is missing', async () => {
  await expect(printed({ scorer: 'nobody' })).rejects.toThrow('no scores of a judge named "nobody"');
  expect(await printed({ criterion: 'kind' })).toContain('uncalibrated: nobody has labelled');
});
