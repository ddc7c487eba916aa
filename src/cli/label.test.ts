import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { typeCommand } from '../../test/made-up/type-command.ts';
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

const words = ['label', 'latest', '--data-dir', dataDir, '--by', 'ada'];
/** With keys, which only a process of its own has. */
function label(input: string, ...more: string[]) {
  const args = ['bin/assay.js', ...words, ...more];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}
const typed = (...more: string[]) => typeCommand([...words, ...more], { cwd: dataDir, env: {} });
const labels = async () => (JSON.parse((await typed('--json')).out) as { labels: Label[] }).labels;

it('shows answers blind, keeps what is said and goes on where it was left', async () => {
  const first = label('y\nn\nq\n', '--limit', '6');
  expect(first).toMatchObject({ status: 0, stderr: '' });
  expect(first.stdout).toContain('2 answers of 6 labelled by ada');
  for (const { label: name } of run.targets) expect(first.stdout).not.toContain(name);
  expect((await labels()).map(({ value, criterion, by }) => ({ value, criterion, by }))).toEqual([
    { value: 1, criterion: 'correct', by: 'ada' },
    { value: 0, criterion: 'correct', by: 'ada' },
  ]);
  expect(label('', '--limit', '6').stdout).toContain('3 of 6');
});

it('asks which of two answers to one case is better', async () => {
  expect(label('a\nt\nq', '--pairs').stdout).toContain('Answer B');
  const pairs = (await labels()).filter(({ other_sample_id }) => other_sample_id !== null);
  expect(pairs.map(({ value }) => value)).toEqual([1, 0.5]);
});

it('says what is wrong with levels that cannot be', async () => {
  expect(await typed('--levels', '12')).toMatchObject({ code: 2, out: '' });
  expect((await typed('--levels', '3', '--pairs')).err).toContain('choose the better one');
});

it('takes labels from a table, all or none', async () => {
  const [first, second] = run.targets;
  const file = join(dataDir, 'labels.csv');
  const rows = [`${first?.label},case-1,1`, `${second?.label},case-1,0`];
  writeFileSync(file, ['target,case,value', ...rows, 'nobody,case-1,1'].join('\n'));
  const before = (await labels()).length;
  const broken = await typed('--from', file, '--by', 'elsewhere');
  expect(broken.code).toBe(2);
  expect(broken.err).toContain('row 4: target "nobody" is not in this run');
  expect(await labels()).toHaveLength(before);
  writeFileSync(file, ['target,case,value', ...rows].join('\n'));
  expect((await typed('--from', file, '--by', 'elsewhere')).out).toContain('2 labels of run');
  expect((await labels()).filter(({ by }) => by === 'elsewhere').map(({ value }) => value)).toEqual([1, 0]);
});
