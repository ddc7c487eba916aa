import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { newId } from '../../base/id.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { SampleRecord } from '../../contract/sample.ts';
import type { Provenance, Run } from '../../contract/run.ts';
import { runDirectory } from '../../journal/run-directory.ts';
import { Summaries } from '../runs/summaries.ts';
import { openStore } from '../../store/open-store.ts';
import { contextOf } from '../../cli/context.ts';
import { runCommand } from '../../../test/made-up/run-command.ts';
import { importExported } from './import-exported.ts';
import { importRecorded, type RecordedOptions } from './import-recorded.ts';
import type { WatchTable } from './watch-table.ts';
import { readTableParts } from '../../exchange/read-table.ts';

const watch: WatchTable = (_doing, file, options) => readTableParts(file, options);
const folder = mkdtempSync(join(tmpdir(), 'assay-import-'));
const here = join(folder, 'here');
const there = join(folder, 'there');
afterAll(() => rmSync(folder, { recursive: true }));

/** One directory at a time: a process holds one database. */
async function inData<T>(dataDir: string, work: (store: ResultStore) => Promise<T>): Promise<T> {
  const store = await openStore({ dataDir });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function stateOf(store: ResultStore, { run_id }: Run) {
  const run = (await store.getRun(run_id)) as Run;
  const records = await recordsOf(store, run_id);
  const summary = await new Summaries(store).get(run);
  return { run, records, summary, cases: await store.cases(run_id), retried: await store.retried(run_id) };
}

async function recordsOf(from: ResultStore, runId: string): Promise<SampleRecord[]> {
  const all: SampleRecord[] = [];
  for await (const some of from.records(runId)) all.push(...some);
  return all;
}

function written(name: string, text: string): RecordedOptions {
  const file = join(folder, name);
  writeFileSync(file, text);
  const provenance = { command: 'assay import' } as Provenance;
  return {
    file,
    map: [],
    unknown: [],
    numberRepeats: false,
    scorers: [],
    dataDir: folder,
    kept: { samples: 400, payloads: 90 },
    nowMs: Date.now(),
    watch,
    provenance,
  };
}

describe('recorded calls', () => {
  let store: ResultStore;
  beforeAll(async () => {
    store = await openStore({ dataDir: here });
  });
  afterAll(() => store.close());

  it('become a run with all that the file says, and nothing else', async () => {
    const options = written(
      'results.csv',
      'model,id,epoch,score,latency_ms,cost_usd,error\na/x,q1,1,1,100,0.5,\na/x,q1,2,0,300,,\na/x,q2,1,,,,overloaded\nb/y,q1,1,0.5,200,0.25,\n',
    );
    const { run } = await importRecorded(store, options);
    expect(run).toMatchObject({ status: 'done', cases: 2, repeats: 2, planned: 4, suite_name: 'results' });
    const summary = await new Summaries(store).get((await store.getRun(run.run_id)) ?? run);
    const [x, y] = summary.targets;
    expect(x).toMatchObject({
      n: 3,
      outcomes: { ok: 2, error: 1 },
      n_scored: 2,
      correct: 1,
      tokens: { input: null },
    });
    expect(x?.latency.e2e_ms).toMatchObject({ n: 2, min: 100, max: 300 });
    expect(x?.cost).toMatchObject({ total_usd: 0.5, n_unknown: 2 });
    expect(y).toMatchObject({ n: 1, correct: 0, target: { provider: 'b', model: 'y', label: 'b/y' } });
    const records = await recordsOf(store, run.run_id);
    expect(records.map(({ sample }) => sample.repeat).toSorted()).toEqual([0, 0, 0, 1]);
    expect(records.every(({ sample }) => sample.ttft_ms === null && sample.usage_source === 'missing')).toBe(
      true,
    );
  });

  it('are scored where no score was recorded', async () => {
    const lines = ['The answer is 18.', '17'].map((output, i) => ({
      model: 'm',
      id: `q${i}`,
      output,
      expected: 18,
    }));
    const options = written('answers.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
    const { run } = await importRecorded(store, { ...options, scorers: ['numeric'] });
    const records = await recordsOf(store, run.run_id);
    expect(records.map(({ sample }) => [sample.case_id, sample.correct, sample.scores])).toEqual([
      ['q0', true, { numeric: 1 }],
      ['q1', false, { numeric: 0 }],
    ]);
    expect(records[0]?.payload).toMatchObject({ expected: 18, answer: { text: 'The answer is 18.' } });
  });

  it('that are there twice are refused with both rows, unless they are to be numbered', async () => {
    const text = 'model,id,score\na,q,1\na,r,1\na,q,0\n';
    const before = (await store.listRuns()).length;
    const options = written('twice.csv', text);
    await expect(importRecorded(store, options)).rejects.toThrow(
      `rows 2 and 4 of ${options.file} are the same call: target a, case q, repeat 0`,
    );
    expect(await store.listRuns()).toHaveLength(before);
    const { run } = await importRecorded(store, { ...options, numberRepeats: true });
    expect(run).toMatchObject({ repeats: 2, planned: 3 });
  });

  it('older than what is kept are refused with the row and the setting', async () => {
    const options = written('old.csv', 'model,id,time\na,q,2001-01-01T00:00:00Z\n');
    await expect(importRecorded(store, options)).rejects.toMatchObject({
      message: expect.stringMatching(/row 2 .* 2001-01-01.*older than the 400 days/),
      remedy: expect.stringContaining('assay storage --set samples='),
    });
    const { run } = await importRecorded(store, { ...options, map: ['time='] });
    expect(run).toMatchObject({ planned: 1 });
  });

  it('with a broken row leave nothing behind', async () => {
    const before = (await store.listRuns()).length;
    const options = written('broken.csv', 'model,id,score\na,q,1\na,r,much\n');
    await expect(importRecorded(store, options)).rejects.toThrow('row 3');
    expect(await store.listRuns()).toHaveLength(before);
  });
});

describe('an exported run', () => {
  const streams = { stdout: process.stdout, stderr: process.stderr };
  const context = contextOf({ dataDir: there }, { env: {}, cwd: () => folder, ...streams } as never);
  const quiet = { ...context, note: () => undefined };

  it('comes back as the same run, from every format', async () => {
    const shape = fc.record({
      targets: fc.integer({ min: 1, max: 3 }),
      cases: fc.integer({ min: 1, max: 12 }),
      repeats: fc.integer({ min: 1, max: 3 }),
      format: fc.constantFrom('jsonl', 'json', 'csv', 'parquet'),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ format, ...made }) => {
        const { run, cases, batch } = madeUp({ runId: newId(), ...made });
        const before = await inData(there, async (store) => {
          await store.putRun(run, cases);
          await store.insert(batch);
          return stateOf(store, run);
        });
        const output = `${run.run_id}.${format}`;
        await runCommand('export', [run.run_id], { output }, quiet);
        const after = await inData(here, async (store) => {
          const back = await importExported(store, {
            file: join(folder, output),
            kept: { samples: 400, payloads: 90 },
            nowMs: Date.now(),
            watch,
            dataDir: folder,
          });
          return stateOf(store, back);
        });
        expect(after).toEqual(before);
        expect(after.run).toEqual(run);
        expect(after.records).toHaveLength(batch.samples.length);
      }),
      {
        numRuns: 6,
        examples: ['jsonl', 'json', 'csv', 'parquet'].map((format) => [
          { targets: 2, cases: 9, repeats: 2, format },
        ]) as never,
      },
    );
  });

  it.each([
    '../../outside',
    '/tmp/outside',
    '..',
    'a/../b',
    '',
    'latest',
    'A1A22D3D-22AF-75EA-BC0F-EEA1A0DE9E8B',
    '__proto__',
  ])('is refused when its id is %j: ids become folders', async (id) => {
    const { run, cases, batch } = madeUp({ runId: newId(), targets: 1, cases: 1 });
    const rows = batch.samples.map((sample) => ({ record: 'sample', ...sample, run_id: id }));
    const meta = {
      record: 'run',
      run_id: id,
      meta: { schema: 'assay.export/1', run: { ...run, run_id: id }, cases },
    };
    await writeFile(join(folder, 'odd.jsonl'), [meta, ...rows].map((row) => JSON.stringify(row)).join('\n'));
    await inData(here, async (store) => {
      const made = importExported(store, {
        file: join(folder, 'odd.jsonl'),
        kept: { samples: 400, payloads: 90 },
        nowMs: Date.now(),
        watch,
        dataDir: here,
      });
      await expect(made).rejects.toMatchObject({
        code: 'usage',
        problems: [expect.objectContaining({ path: 'run.run_id', expected: 'a UUID in lower case' })],
      });
    });
    expect(() => runDirectory(here, id)).toThrow('is not a run id');
  });

  it('is refused when a row is of another run', async () => {
    const { run, cases, batch } = madeUp({ runId: newId(), targets: 1, cases: 1 });
    const rows = batch.samples.map((sample) => ({ record: 'sample', ...sample, run_id: newId() }));
    const meta = { record: 'run', run_id: run.run_id, meta: { schema: 'assay.export/1', run, cases } };
    await writeFile(join(folder, 'odd.jsonl'), [meta, ...rows].map((row) => JSON.stringify(row)).join('\n'));
    await inData(here, (store) =>
      expect(
        importExported(store, {
          file: join(folder, 'odd.jsonl'),
          kept: { samples: 400, payloads: 90 },
          nowMs: Date.now(),
          watch,
          dataDir: here,
        }),
      ).rejects.toThrow(`the file of run ${run.run_id}`),
    );
  });

  it('keeps all rows but those that the database refuses, and says how many those are', async () => {
    const { run, cases, batch } = madeUp({ runId: newId(), targets: 1, cases: 5 });
    const rows = batch.samples.map((sample, i) => ({
      record: 'sample',
      ...sample,
      ...(i === 2 && { output_tokens: 2.5 }),
    }));
    const meta = { record: 'run', run_id: run.run_id, meta: { schema: 'assay.export/1', run, cases } };
    await writeFile(join(folder, 'odd.jsonl'), [meta, ...rows].map((row) => JSON.stringify(row)).join('\n'));
    const made = await inData(here, (store) =>
      importExported(store, {
        file: join(folder, 'odd.jsonl'),
        kept: { samples: 400, payloads: 90 },
        nowMs: Date.now(),
        watch,
        dataDir: here,
      }),
    );
    expect(made).toMatchObject({ status: 'partial', left_out: { quarantined: 1 } });
    const kept = await inData(here, (store) => stateOf(store, made));
    expect(kept.records).toHaveLength(batch.samples.length - 1);
    const text = await readFile(join(here, 'runs', run.run_id, 'quarantine.jsonl'), 'utf8');
    const [line] = text.split('\n').filter(Boolean);
    expect(JSON.parse(line ?? '')).toMatchObject({
      reason: expect.stringContaining('output_tokens is 2.5'),
      samples: [{ sample_id: batch.samples[2]?.sample_id }],
    });
  });

  it('is not written over a run that is there', async () => {
    const { run, cases, batch } = madeUp({ runId: newId(), targets: 1, cases: 2 });
    await inData(there, async (store) => {
      await store.putRun(run, cases);
      await store.insert(batch);
    });
    await runCommand('export', [run.run_id], { output: 'once.csv' }, quiet);
    await inData(there, (store) =>
      expect(
        importExported(store, {
          file: join(folder, 'once.csv'),
          kept: { samples: 400, payloads: 90 },
          nowMs: Date.now(),
          watch,
          dataDir: folder,
        }),
      ).rejects.toThrow('is there already'),
    );
    await expect(runCommand('export', [run.run_id], { output: 'x.xlsx' }, context)).rejects.toThrow(
      'has an unknown file extension',
    );
    await expect(runCommand('export', [run.run_id], { format: 'parquet' }, context)).rejects.toThrow(
      'Parquet needs a file',
    );
  });
});
