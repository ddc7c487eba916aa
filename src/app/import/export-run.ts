import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import type { TableRow } from '../../exchange/read-table.ts';
import { recordColumns } from '../../exchange/record-columns.ts';
import { metaRow, retriedRow, sampleRow } from '../../exchange/record-rows.ts';
import { formatOfFile, tableFormats, type TableFormat } from '../../exchange/table-format.ts';
import { writeParquet, writeText } from '../../exchange/write-table.ts';
import type { AppContext } from '../context.ts';
import { writeError } from '../data/write-file.ts';
import { requireRun } from '../data/require-run.ts';
import { runInput } from '../input.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { meter } from '../progress.ts';
import { defineUseCase } from '../use-case.ts';

async function* rowsOf(store: ResultStore, run: Run, context: AppContext): AsyncGenerator<TableRow> {
  const progress = meter(context, { stage: 'exporting', unit: 'sample', total: run.planned });
  let samples = 0;
  yield metaRow({ run, cases: await store.cases(run.run_id) });
  for await (const records of store.records(run.run_id)) {
    throwIfInterrupted(context, 'The file is as it was before.');
    for (const record of records) yield sampleRow(record);
    progress((samples += records.length));
  }
  for (const retried of await store.retried(run.run_id)) yield retriedRow(retried);
}

/** Whole or not at all: a file that is there is replaced only by a finished one. */
async function writeFile(file: string, format: TableFormat, rows: AsyncIterable<TableRow>): Promise<void> {
  const temporary = `${file}.new`;
  try {
    if (format === 'parquet') await writeParquet(temporary, recordColumns, rows);
    else {
      const out = createWriteStream(temporary);
      // a stream that cannot be opened says so here
      const written = finished(out);
      await Promise.race([writeText(out, format, recordColumns, rows), written]);
      out.end();
      await written;
    }
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw await writeError(file, cause);
  }
}

const format = z.enum(tableFormats).optional().describe("default: by the file's ending");

/** One row about the run, one per sample, one per retried attempt; `importRun` makes the same run of it again. */
export const exportRun = defineUseCase({
  name: 'exportRun',
  summary: 'Writes a run as one table: JSONL, JSON, CSV or Parquet.',
  input: z.strictObject({ run: runInput, file: z.string().min(1).describe('path to write'), format }),
  output: z.object({
    schema: z.literal('assay.exported/1'),
    run_id: z.string(),
    format: z.enum(tableFormats),
    file: z.string(),
  }),
  async run({ run: id, file: path, format: given }, context) {
    const file = resolve(context.cwd, path);
    const made = given ?? formatOfFile(file);
    return context.withStore(async (store) => {
      const run = await requireRun(store, id);
      await writeFile(file, made, rowsOf(store, run, context));
      return { schema: 'assay.exported/1' as const, run_id: run.run_id, format: made, file };
    });
  },
});

/** The same into a stream, for whoever has one; Parquet needs a file. */
export async function exportTo(
  out: Writable,
  { run: id, format: made = 'jsonl' }: { run: string; format?: TableFormat | undefined },
  context: AppContext,
): Promise<void> {
  if (made === 'parquet')
    throw new AssayError('usage', 'Parquet needs a file', { remedy: 'Give --output run.parquet.' });
  await context.withStore(async (store) =>
    writeText(out, made, recordColumns, rowsOf(store, await requireRun(store, id), context)),
  );
}
