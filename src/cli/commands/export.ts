import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import type { TableRow } from '../../exchange/read-table.ts';
import { recordColumns } from '../../exchange/record-columns.ts';
import { metaRow, retriedRow, sampleRow } from '../../exchange/record-rows.ts';
import { formatOfFile, type TableFormat } from '../../exchange/table-format.ts';
import { writeParquet, writeText } from '../../exchange/write-table.ts';
import type { CommandContext, RunCommand } from '../command.ts';
import type { exportSpec } from '../specs/exchange.ts';
import { requireRun } from '../../app/data/require-run.ts';
import { withData } from '../../app/data/open-data.ts';

async function* rowsOf(store: ResultStore, run: Run): AsyncGenerator<TableRow> {
  yield metaRow({ run, cases: await store.cases(run.run_id) });
  for await (const records of store.records(run.run_id))
    for (const record of records) yield sampleRow(record);
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
    if (cause instanceof AssayError || (cause as NodeJS.ErrnoException).code === undefined) throw cause;
    throw new AssayError('usage', `${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}

/** A terminal is shown what the characters are; a pipe gets them. */
function documentStream({ stdout, document }: CommandContext): Writable {
  if (!stdout.isTTY) return stdout;
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      document(chunk.toString());
      done();
    },
  });
}

/** Writes a run as one table. */
export const run: RunCommand<typeof exportSpec> = async ([id = 'latest'], options, context) => {
  const { output } = options;
  const file = output === undefined ? undefined : resolve(context.cwd, output);
  const format = options.format ?? (file === undefined ? 'jsonl' : formatOfFile(file));
  if (file === undefined && format === 'parquet')
    throw new AssayError('usage', 'Parquet needs a file', { remedy: 'Give --output run.parquet.' });
  const done = await withData(context, async (store) => {
    const found = await requireRun(store, id);
    const rows = rowsOf(store, found);
    if (file === undefined) await writeText(documentStream(context), format as 'jsonl', recordColumns, rows);
    else await writeFile(file, format, rows);
    return found;
  });
  if (file === undefined) return 'ok';
  if (context.json)
    context.print(JSON.stringify({ schema: 'assay.exported/1', run_id: done.run_id, format, file }, null, 2));
  else context.note(`Wrote ${output}. Back again, elsewhere: \`assay import ${output} --data-dir DIR\``);
  return 'ok';
};
