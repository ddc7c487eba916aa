/** A run that was exported comes back as it was, under its own id. */
import { AssayError } from '../../contract/errors.ts';
import type { KeptDays } from '../../contract/retention.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import type { SampleBatch } from '../../contract/sample.ts';
import { readTable, type PlacedRow, type TableRow } from '../../exchange/read-table.ts';
import { exportedRow, type RunMeta } from '../../exchange/record-rows.ts';
import { formatToRead } from '../../exchange/table-format.ts';
import { writeImported } from './import-writer.ts';
import { withIdentity } from '../../samples/with-identity.ts';
import type { WatchTable } from './watch-table.ts';
import { checkRow, readMeta } from './read-exported-meta.ts';

const dayMs = 86_400_000;

/** The first row of a file; `undefined` when it has none. */
export async function firstRow(file: string): Promise<TableRow | undefined> {
  for await (const { row } of readTable(file)) return row;
  return undefined;
}

export interface ExportedOptions {
  file: string;
  /** For how many days; `null`: always. */
  kept: Pick<KeptDays, 'samples' | 'payloads'>;
  /** Where rows go that the store refuses. */
  dataDir: string;
  nowMs: number;
  watch: WatchTable;
}

/** Reads the whole file once, so that a broken one leaves nothing behind. */
async function check({ file, kept, nowMs, watch }: ExportedOptions): Promise<RunMeta> {
  const format = formatToRead(file);
  const oldestMs = nowMs - (kept.samples ?? Number.POSITIVE_INFINITY) * dayMs;
  let meta: RunMeta | null = null;
  const checkOne = (placed: PlacedRow) => {
    const found = exportedRow(placed, format);
    if (found.kind === 'run') meta ??= readMeta(found.meta, placed.place, file);
    if (meta) checkRow(found, meta.run.run_id, placed.place, file);
    if (found.kind === 'sample' && found.record.sample.started_at_ms < oldestMs)
      throw new AssayError(
        'usage',
        `row ${placed.place} of ${file} is older than the ${kept.samples} days for which samples are kept`,
        { remedy: 'Keep samples for longer: `assay storage --set samples=10y`.' },
      );
  };
  for await (const part of watch('checking', file)) part.forEach(checkOne);
  if (meta) return meta;
  throw new AssayError('usage', `${file} does not say of which run it is`);
}

/** Throws `usage` when the store has the run already. */
export async function importExported(store: ResultStore, options: ExportedOptions): Promise<Run> {
  const { dataDir } = options;
  const { run, cases } = await check(options);
  if (await store.getRun(run.run_id))
    throw new AssayError('usage', `run ${run.run_id} is there already`, {
      remedy: '--data-dir names another data directory.',
    });
  return writeImported(store, dataDir, { run, cases }, batchesIn(options, run));
}

/** The rows of the file, as many at a time as are read together. */
async function* batchesIn({ file, watch }: ExportedOptions, run: Run): AsyncGenerator<SampleBatch> {
  const format = formatToRead(file);
  const identified = withIdentity(run);
  for await (const part of watch('importing', file)) {
    const found = part.map((placed) => exportedRow(placed, format));
    const records = found.flatMap((row) => (row.kind === 'sample' ? [row.record] : []));
    yield {
      samples: records.map(({ sample }) => identified(sample)),
      payloads: records.flatMap(({ payload }) => payload ?? []),
      retried: found.flatMap((row) => (row.kind === 'retried' ? [row.retried] : [])),
    };
  }
}
