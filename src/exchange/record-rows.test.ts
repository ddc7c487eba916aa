import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import type { SampleBatch } from '../contract/sample.ts';
import { readTable, type PlacedRow, type TableRow } from './read-table.ts';
import { recordColumns } from './record-columns.ts';
import { exportedRow, isExportedRun, metaRow, retriedRow, sampleRow } from './record-rows.ts';
import { tableFormats, type TableFormat } from './table-format.ts';
import { writeParquet, writeText } from './write-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-exchange-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function* rowsOf(made: ReturnType<typeof madeUp>): AsyncGenerator<TableRow> {
  const { run, cases, batch } = made;
  yield metaRow({ run, cases });
  const payloads = new Map(batch.payloads.map((payload) => [payload.sample_id, payload]));
  for (const sample of batch.samples)
    yield sampleRow({ sample, payload: payloads.get(sample.sample_id) ?? null });
  for (const retried of batch.retried) yield retriedRow(retried);
}

let files = 0;
async function throughFile(format: TableFormat, rows: AsyncIterable<TableRow>): Promise<PlacedRow[]> {
  const file = join(folder, `${files++}.${format}`);
  if (format === 'parquet') await writeParquet(file, recordColumns, rows);
  else {
    const out = createWriteStream(file);
    await writeText(out, format, recordColumns, rows);
    await finished(out.end());
  }
  const read: PlacedRow[] = [];
  for await (const row of readTable(file)) read.push(row);
  return read;
}

function backAgain(read: PlacedRow[], format: TableFormat) {
  const batch: SampleBatch = { samples: [], payloads: [], retried: [] };
  const metas = [];
  for (const row of read) {
    const found = exportedRow(row, format);
    if (found.kind === 'run') metas.push(found.meta);
    else if (found.kind === 'retried') batch.retried.push(found.retried);
    else {
      batch.samples.push(found.record.sample);
      if (found.record.payload) batch.payloads.push(found.record.payload);
    }
  }
  return { ...metas[0], batch };
}

/** What breaks tables: quotes, separators, line ends, blanks at the ends, letters of all kinds, JSON-like text. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('a,b', '"', 'a\r\nb', ' x ', '', 'null', '{"a":1}', '12', 'true', '\ufeffx'),
);

describe.each(tableFormats)('a run in a table: %s', (format) => {
  it('comes back as it was', async () => {
    const made = madeUp({ runId: 'run-1', targets: 2, cases: 30, repeats: 2 });
    const read = await throughFile(format, rowsOf(made));
    expect(isExportedRun(read[0]?.row, format)).toBe(true);
    expect(backAgain(read, format)).toEqual(made);
  });

  it('comes back as it was whatever the texts and numbers in it', async () => {
    const changes = fc.record({
      cluster: text,
      category: text,
      case_id: text,
      answer: text,
      expected: fc.oneof(text, fc.jsonValue()),
      message: text,
      quality: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      correct: fc.option(fc.boolean()),
      e2e_ms: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
      hasPayload: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(changes, { minLength: 1, maxLength: 8 }), async (all) => {
        const made = madeUp({ runId: 'run-2', targets: 1, cases: all.length });
        const { samples, payloads } = made.batch;
        for (const [i, { answer, expected, message, hasPayload, ...change }] of all.entries()) {
          const sample = samples[i];
          const payload = payloads.find(({ sample_id }) => sample_id === sample?.sample_id);
          if (!sample) continue;
          Object.assign(sample, change);
          if (!payload) continue;
          payload.answer = { text: answer, reasoning: message, toolCalls: [], finishReason: null };
          payload.expected = JSON.parse(JSON.stringify(expected));
          payload.error_message = message;
          if (message !== '') payload.error_body = message;
          if (!hasPayload) payloads.splice(payloads.indexOf(payload), 1);
        }
        expect(backAgain(await throughFile(format, rowsOf(made)), format)).toEqual(made);
      }),
      { numRuns: 15 },
    );
  });
});

it('says which row is none of a run', () => {
  expect(() => exportedRow({ row: { record: 'sum' }, place: 7 }, 'csv')).toThrow('row 7 says record "sum"');
  expect(() => exportedRow({ row: { record: 'run', meta: '{' }, place: 1 }, 'csv')).toThrow('row 1 cannot');
});
