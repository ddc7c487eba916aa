import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import type { Label } from '../contract/label.ts';
import { openStore } from '../store/open-store.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-label-'));
const { run, cases, batch } = madeUp({
  runId: '01900000-0000-7000-8000-000000000001',
  targets: 2,
  cases: 12,
  repeats: 1,
  startedAtMs: Date.now() - 1e7,
});
beforeAll(async () => {
  const store = await openStore({ dataDir });
  await store.putRun(run, cases);
  await store.insert(batch);
  await store.close();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function label(input: string, ...more: string[]) {
  const args = ['bin/assay.js', 'label', 'latest', '--data-dir', dataDir, '--by', 'ada', ...more];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}
const labels = () => (JSON.parse(label('', '--json').stdout) as { labels: Label[] }).labels;

it('shows answers blind, keeps what is said and goes on where it was left', () => {
  const first = label('y\nn\nq\n', '--limit', '6');
  expect(first).toMatchObject({ status: 0, stderr: '' });
  expect(first.stdout).toContain('2 answers of 6 labelled by ada');
  for (const { label: name } of run.targets) expect(first.stdout).not.toContain(name);
  expect(labels().map(({ value, criterion, by }) => ({ value, criterion, by }))).toEqual([
    { value: 1, criterion: 'correct', by: 'ada' },
    { value: 0, criterion: 'correct', by: 'ada' },
  ]);
  expect(label('', '--limit', '6').stdout).toContain('3 of 6');
});

it('asks which of two answers to one case is better', () => {
  expect(label('a\nt\nq', '--pairs').stdout).toContain('Answer B');
  const pairs = labels().filter(({ other_sample_id }) => other_sample_id !== null);
  expect(pairs.map(({ value }) => value)).toEqual([1, 0.5]);
});

it('says what is wrong with levels that cannot be', () => {
  expect(label('', '--levels', '12')).toMatchObject({ status: 2, stdout: '' });
  expect(label('', '--levels', '3', '--pairs').stderr).toContain('choose the better one');
});

it('takes labels from a table, all or none', () => {
  const [first, second] = run.targets;
  const file = join(dataDir, 'labels.csv');
  const rows = [`${first?.label},case-1,1`, `${second?.label},case-1,0`];
  writeFileSync(file, ['target,case,value', ...rows, 'nobody,case-1,1'].join('\n'));
  const before = labels().length;
  const broken = label('', '--from', file, '--by', 'elsewhere');
  expect(broken.status).toBe(2);
  expect(broken.stderr).toContain('row 4: target "nobody" is not in this run');
  expect(labels()).toHaveLength(before);
  writeFileSync(file, ['target,case,value', ...rows].join('\n'));
  expect(label('', '--from', file, '--by', 'elsewhere').stdout).toContain('2 labels of run');
  expect(
    labels()
      .filter(({ by }) => by === 'elsewhere')
      .map(({ value }) => value),
  ).toEqual([1, 0]);
});
