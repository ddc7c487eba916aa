import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../base/id.ts';
import { exampleSummary, exampleTargetSummary } from '../../test/example-summary.ts';
import { markStored, runDirectory, type RunDirectory } from './run-directory.ts';
import { readListedRun, readSummarisedRun, removeRunSummary, saveRunSummary } from './run-summary-file.ts';
import { readStoredRuns, removeStoredRuns, saveStoredRuns } from './stored-runs-file.ts';

let dataDir: string;
let directory: RunDirectory;
const listing = { done: 1, best_quality: null, total_cost_usd: null };
const summaryPath = () => join(directory.path, 'summary.json');

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'assay-summary-'));
  directory = runDirectory(dataDir, newId());
  await mkdir(directory.path, { recursive: true });
  await writeFile(directory.journalPath, '{}\n');
});
afterEach(() => rm(dataDir, { recursive: true }));

async function saved() {
  const summary = exampleSummary([exampleTargetSummary('a')]);
  const run = { ...summary.run, run_id: directory.runId };
  await saveRunSummary(directory, '1', { run, listing, summary });
  return { run, listing, summary };
}

describe('the summary of a run', () => {
  it('is read as it was saved, whole or as a line of a list', async () => {
    const kept = await saved();
    expect(await readSummarisedRun(directory, '1')).toEqual(kept);
    expect(await readListedRun(directory, '1')).toMatchObject({ run: kept.run, listing });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['an attempt was journaled', () => appendFile(directory.journalPath, '{}\n')],
    ['answers were scored', () => writeFile(join(directory.path, 'scores.jsonl'), '{}\n')],
    ['its plan was changed', () => writeFile(join(directory.path, 'plan.json'), '{}')],
    ['it was removed', () => removeRunSummary(directory)],
    [
      'it is cut off',
      () => readFile(summaryPath(), 'utf8').then((text) => writeFile(summaryPath(), text.slice(0, 90))),
    ],
    [
      'its summary is cut off',
      () => readFile(summaryPath(), 'utf8').then((text) => writeFile(summaryPath(), text.slice(0, -9))),
    ],
    ['a link lies in the folder', () => symlink('/etc/passwd', join(directory.path, 'link'))],
  ])('does not count once %s', async (_, change) => {
    await saved();
    await change();
    expect(await readSummarisedRun(directory, '1')).toBeNull();
  });

  it('does not count for another version', async () => {
    await saved();
    expect(await readListedRun(directory, '2')).toBeNull();
  });
});

describe('the list of stored runs', () => {
  it('counts for the database that it is of, and is empty before there is one', async () => {
    const stored = [directory.runId];
    expect(await readStoredRuns(dataDir)).toEqual([]);
    await mkdir(join(dataDir, 'clickhouse'));
    expect(await readStoredRuns(dataDir)).toBeNull();
    await saveStoredRuns(dataDir, stored);
    expect(await readStoredRuns(dataDir)).toEqual(stored);
    await removeStoredRuns(dataDir);
    expect(await readStoredRuns(dataDir)).toBeNull();
  });

  it('is not known once a database that had runs is gone', async () => {
    await markStored(directory);
    await writeFile(join(directory.path, 'plan.json'), '{}');
    expect(await readStoredRuns(dataDir)).toBeNull();
  });
});
