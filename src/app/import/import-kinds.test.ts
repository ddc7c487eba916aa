/** What files of other tools look like, and what must come of each. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultStore } from '../../contract/result-store.ts';
import type { SampleRecord } from '../../contract/sample.ts';
import type { Provenance } from '../../contract/run.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import { openStore } from '../../store/open-store.ts';
import { costOfRecorded } from './cost-of-recorded.ts';
import { importRecorded, type RecordedOptions } from './import-recorded.ts';
import type { WatchTable } from './watch-table.ts';
import { readTableParts } from '../../exchange/read-table.ts';

const watch: WatchTable = (_doing, file, options) => readTableParts(file, options);

const folder = mkdtempSync(join(tmpdir(), 'assay-import-kinds-'));
let store: ResultStore;
beforeAll(async () => {
  store = await openStore({ dataDir: join(folder, 'data') });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const about = {
  map: [],
  unknown: [],
  numberRepeats: false,
  scorers: [],
  kept: { samples: 400, payloads: 90 },
  nowMs: Date.now(),
  watch,
  dataDir: folder,
  provenance: { command: 'assay import' } as Provenance,
};
async function imported(name: string, bytes: string | Uint8Array, options: Partial<RecordedOptions> = {}) {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  const { run, report } = await importRecorded(store, { ...about, file, ...options });
  const records: SampleRecord[] = [];
  for await (const some of store.records(run.run_id)) records.push(...some);
  records.sort((a, b) => a.sample.case_index - b.sample.case_index || a.sample.repeat - b.sample.repeat);
  return { run, report, records, samples: records.map(({ sample }) => sample) };
}
const lines = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const call = { model: 'p/m', id: 'a', output: 'x', expected: 'x' };

describe('answers', () => {
  it('that are empty count, as wrong', async () => {
    const { samples, records } = await imported(
      'empty.jsonl',
      lines(call, { ...call, id: 'b', output: '' }),
      {
        scorers: ['exact'],
      },
    );
    expect(samples.map(({ quality }) => quality)).toEqual([1, 0]);
    expect(records[1]?.payload?.answer?.text).toBe('');
  });
  it('that are missing count as failed, and the report says so', async () => {
    const { samples, report } = await imported(
      'missing.jsonl',
      lines(call, { ...call, id: 'b', output: null }),
    );
    expect(samples.map(({ outcome }) => outcome)).toEqual(['ok', 'error']);
    expect(report.without_answer).toBe(1);
  });
});

describe('columns', () => {
  it('are those of all rows', async () => {
    const { samples, report } = await imported(
      'union.jsonl',
      lines({ model: 'm', id: 'a' }, { model: 'm', id: 'b', latency_ms: 5, score: 1, odd: 1 }),
    );
    expect(samples.map(({ e2e_ms, quality }) => [e2e_ms, quality])).toEqual([
      [null, null],
      [5, 1],
    ]);
    expect(report).toMatchObject({ ignored: ['odd'] });
    expect(report.mapped).toContainEqual(['e2e_ms', 'latency_ms']);
  });
  it('that no row has are refused, with what was meant', async () => {
    await expect(imported('none.jsonl', lines(call), { map: ['e2e_s=latencyy'] })).rejects.toThrow(
      'no row of',
    );
    const near = imported('near.jsonl', lines({ ...call, latency: 1 }), { map: ['e2e_s=latncy'] });
    await expect(near).rejects.toMatchObject({ remedy: expect.stringContaining('Did you mean "latency"?') });
    await expect(imported('deep.jsonl', lines({ ...call, t: [1] }), { map: ['e2e_s=t.3'] })).rejects.toThrow(
      '"t.3"',
    );
  });
});

describe('cases', () => {
  it('of one id and two questions are refused with both rows, unless that is meant', async () => {
    const rows = lines(
      { ...call, input: 'p' },
      { ...call, id: 'b', input: 'q' },
      { ...call, input: 'r', epoch: 1 },
    );
    await expect(imported('inputs.jsonl', rows)).rejects.toThrow('rows 1 and 3 of');
    expect((await imported('inputs.jsonl', rows, { inputsVary: true })).samples).toHaveLength(3);
  });
  it('of one id and two right answers are refused, and told apart by a second column', async () => {
    const rows = lines({ ...call, subject: 'law' }, { ...call, subject: 'art', expected: 'y' });
    await expect(imported('expected.jsonl', rows)).rejects.toThrow(
      'have the case "a" but a different expected answer',
    );
    const { samples } = await imported('expected.jsonl', rows, { map: ['case=subject+id'] });
    expect(samples.map(({ case_id }) => case_id)).toEqual(['law/a', 'art/a']);
  });
  it('may be asked in other words of other targets', async () => {
    const rows = lines({ ...call, input: 'p' }, { ...call, model: 'q/n', input: 'P.' });
    expect((await imported('targets.jsonl', rows)).samples).toHaveLength(2);
  });
  it('that are there twice are taken once, when that is wished', async () => {
    const rows = lines({ ...call, score: 0 }, { ...call, id: 'b', score: 1 }, { ...call, score: 1 });
    for (const [keep, quality] of [
      ['last', 1],
      ['first', 0],
    ] as const) {
      const { samples, report, run } = await imported('twice.jsonl', rows, { keep });
      expect(samples.map((sample) => sample.quality)).toEqual([quality, 1]);
      expect(report.dropped).toBe(1);
      expect(run.planned).toBe(2);
    }
  });
});

describe('times', () => {
  it.each([
    ['ms', 1795860000000],
    ['µs', 1795860000000000],
    ['ns', '1795860000000000000'],
  ])('in %s are kept', async (_unit, timestamp) => {
    const { samples } = await imported('time.jsonl', lines({ ...call, timestamp }));
    expect(samples[0]?.started_at_ms).toBe(1795860000000);
  });
  it('beyond 2100 are refused with the row, and a unit that was guessed is told', async () => {
    await expect(imported('far.jsonl', lines({ ...call, timestamp: 5e12 }))).rejects.toThrow('row 1 of');
    const { report } = await imported('micro.jsonl', lines({ ...call, timestamp: 1795860000000000 }));
    expect(report.notes).toEqual(['time is read as microseconds since 1970, by its size']);
  });
  it('without a zone are UTC, and that is told', async () => {
    const { samples, report } = await imported(
      'local.jsonl',
      lines({ ...call, timestamp: '2026-11-28 10:00:00' }),
    );
    expect(samples[0]?.started_at_ms).toBe(Date.UTC(2026, 10, 28, 10));
    expect(report.notes[0]).toContain('read as UTC (1 row');
  });
});

describe('numbers', () => {
  it('that are NaN are not known, in every format', async () => {
    const jsonl = '{"model":"m","id":"a","score":NaN}\n{"model":"m","id":"b","score":1}\n';
    const csv = 'model,id,score\nm,a,NaN\nm,b,1\n';
    const parquet = parquetWriteBuffer({
      columnData: [
        { name: 'model', data: ['m', 'm'] },
        { name: 'id', data: ['a', 'b'] },
        { name: 'score', data: [Number.NaN, 1], type: 'DOUBLE' },
      ],
    });
    for (const [name, bytes] of [
      ['n.jsonl', jsonl],
      ['n.csv', csv],
      ['n.parquet', new Uint8Array(parquet)],
    ] as const) {
      const { samples } = await imported(name, bytes);
      expect(
        samples.map(({ quality }) => quality),
        name,
      ).toEqual([null, 1]);
    }
    await expect(imported('inf.jsonl', '{"model":"m","id":"a","latency_ms":Infinity}')).rejects.toThrow(
      '"Infinity"',
    );
  });
  it('beyond 2^53 are texts, digit by digit', async () => {
    const whole = [9007199254740993n, 5n];
    const parquet = parquetWriteBuffer({
      columnData: [
        { name: 'model', data: ['m', 'm'] },
        { name: 'id', data: ['a', 'b'] },
        { name: 'output', data: whole, type: 'INT64' },
        { name: 'expected', data: whole, type: 'INT64' },
      ],
    });
    const { samples, records } = await imported('int64.parquet', new Uint8Array(parquet), {
      scorers: ['exact'],
    });
    expect(records.map(({ payload }) => payload?.answer?.text)).toEqual(['9007199254740993', '5']);
    expect(samples.map(({ quality }) => quality)).toEqual([1, 1]);
    const json =
      '{"model":"m","id":1610521604143693813,"output":12345678901234567891,"expected":12345678901234567890}';
    const {
      samples: [sample],
    } = await imported('big.jsonl', json, { scorers: ['exact'] });
    expect(sample).toMatchObject({ case_id: '1610521604143693813', quality: 0 });
  });
});

describe('files', () => {
  it('may be packed, in a code page, with semicolons', async () => {
    const text = 'model;id;output\nm;a;Österreich, ja\n';
    const packed = await imported('p.csv.gz', gzipSync(text));
    expect(packed.records[0]?.payload?.answer?.text).toBe('Österreich, ja');
    const ansi = Buffer.from(text, 'latin1');
    await expect(imported('a.csv', ansi)).rejects.toThrow('this is not UTF-8');
    const read = await imported('a.csv', ansi, { table: { encoding: 'windows-1252' } });
    expect(read.records[0]?.payload?.answer?.text).toBe('Österreich, ja');
    await expect(imported('no.csv.gz', text)).rejects.toThrow('not a gzip file');
  });
  it('may hold their rows anywhere', async () => {
    const document = JSON.stringify({
      prompts: [{ raw: 'p' }],
      results: {
        results: [
          { provider: { id: 'openai:x' }, testIdx: 0, response: { output: 'a' }, score: 1, latencyMs: 8 },
        ],
      },
    });
    const map = ['target=provider.id', 'case=testIdx', 'output=response.output', 'e2e_ms=latencyMs'];
    await expect(imported('r.json', document, { map })).rejects.toMatchObject({
      remedy: 'Name one with --rows: prompts, results.results.',
    });
    const { samples } = await imported('r.json', document, { map, table: { rows: 'results.results' } });
    expect(samples).toMatchObject([{ quality: 1, e2e_ms: 8, case_id: '0' }]);
  });
});

describe('verdicts', () => {
  it('of judges keep their names, and their mean is the quality', async () => {
    const { samples } = await imported('judged.jsonl', lines({ ...call, j1: 1, j2: 0.5 }), {
      map: ['score.tone=j1', 'score.facts=j2'],
    });
    expect(samples[0]).toMatchObject({ quality: 0.75, scores: { tone: 1, facts: 0.5 } });
  });
  it('of pairs give each side its share of wins', async () => {
    const rows = [
      { id: 'a', model_a: 'x', model_b: 'y', winner: 'model_a' },
      { id: 'a', model_a: 'x', model_b: 'z', winner: 'tie' },
      { id: 'b', model_a: 'y', model_b: 'x', winner: 'model_b' },
    ];
    const map = ['target=model_a', 'winner=winner'];
    const { run, samples } = await imported('pairs.jsonl', lines(...rows), { map });
    const labels = new Map(run.targets.map(({ id, label }) => [id, label]));
    const worth = Object.groupBy(samples, ({ target_id }) => labels.get(target_id) ?? '');
    const of = (label: string) => worth[label]?.map(({ quality }) => quality);
    expect([of('x'), of('y'), of('z')]).toEqual([[1, 0.5, 1], [0, 0], [0.5]]);
  });
  it('of n in k calls are so many calls', async () => {
    const { samples, run } = await imported('nk.csv', 'model,id,n_correct,n_trials,cost_usd\nm,a,1,3,0.5\n');
    expect(samples.map(({ quality, cost_nanousd }) => [quality, cost_nanousd])).toEqual([
      [1, 5e8],
      [0, 5e8],
      [0, 5e8],
    ]);
    expect(run).toMatchObject({ repeats: 3, planned: 3 });
  });
});

it('costs come from a price list where that is wished, and the costs of the file stand', async () => {
  const prices = createPriceBook({ at: Date.now(), overrides: { 'p/m': { input: 1, output: 10 } } });
  const rows = lines(
    { ...call, input_tokens: 1000, output_tokens: 100 },
    { ...call, id: 'b', input_tokens: 1000, output_tokens: 100, cost_usd: 7 },
    { ...call, id: 'c', input_tokens: 1000 },
  );
  const { samples } = await imported('cost.jsonl', rows, { costOf: costOfRecorded(prices, Date.now()) });
  expect(samples.map(({ cost_nanousd }) => cost_nanousd)).toEqual([2_000_000, 7e9, null]);
  expect(samples[1]?.price_id).toBe('recorded');
  expect(samples[0]?.price_id).not.toBe('recorded');
});

describe('files as other programs write them', () => {
  it('have rows numbered in a column without a name: pandas', async () => {
    const csv = ',model,id,answer,score,correct\n0,p/m,a,x,1.0,t\n1,p/m,b,y,<NA>,f\n';
    const { samples, report } = await imported('numbered.csv', csv);
    expect(samples.map(({ quality, correct }) => [quality, correct])).toEqual([
      [1, true],
      [0, false],
    ]);
    expect(report.ignored).toEqual(['column 1']);
  });
  it('have decimal commas and flags of a German spreadsheet, and the report says so', async () => {
    const csv =
      'model;id;answer;score;latency_s;correct\np/m;a;x;0,5;1.234,5;FALSCH\np/m;b;y;1,0;0,25;WAHR\n';
    const { samples, report } = await imported('german.csv', csv);
    expect(samples.map(({ quality, correct, e2e_ms }) => [quality, correct, e2e_ms])).toEqual([
      [0.5, false, 1_234_500],
      [1, true, 250],
    ]);
    expect(report.notes.join()).toContain('score: commas are read');
    await expect(imported('unclear.csv', 'model;id;answer;latency_s\np/m;a;x;1,234\n')).rejects.toThrow(
      '"1,234"',
    );
  });
  it('are JSON line by line under the name of JSON', async () => {
    const { samples } = await imported('lines.json', lines(call, { ...call, id: 'b' }));
    expect(samples).toHaveLength(2);
    await expect(imported('broken.json', '{"a": 1\n"b": 2}')).rejects.toThrow('cannot be read');
  });
  it('keep an answer as a message', async () => {
    const output = { role: 'assistant', content: 'Lima' };
    const other = { role: 'tool', content: 'Lima' };
    const { records } = await imported(
      'messages.jsonl',
      lines({ ...call, output }, { ...call, id: 'b', output: other }),
    );
    expect(records.map(({ payload }) => payload?.answer?.text)).toEqual(['Lima', JSON.stringify(other)]);
  });
  it('have a column that is called target, where the target is named', async () => {
    const { run, report } = await imported('target.jsonl', lines({ id: 'a', target: '18', output: '18' }), {
      target: 'p/m',
    });
    expect(run.targets.map(({ label }) => label)).toEqual(['p/m']);
    expect(report.ignored).toEqual(['target']);
  });
  it('say what is asked otherwise, and which texts are too old to be kept', async () => {
    const old = new Date(Date.now() - 100 * 86_400_000).toISOString();
    const rows = [
      { ...call, input: 'q', time: old },
      { ...call, model: 'p/n', input: 'Q', time: old },
    ];
    const { report } = await imported('reworded.jsonl', lines(...rows));
    expect(report.notes).toEqual([
      'case "a" has another input in another target and counts as the same',
      expect.stringMatching(
        /^texts of calls from before \d{4}-\d\d-\d\d are older than texts are kept \(90 days\)/,
      ),
    ]);
    const same = await imported(
      'same.jsonl',
      lines({ ...call, input: 'q' }, { ...call, model: 'p/n', input: 'q' }),
    );
    expect(same.report.notes).toEqual([]);
  });
});
