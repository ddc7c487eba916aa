/** A run as one table: a row about the run, a row per sample, a row per retried attempt. What is written is read back the same. */
import { AssayError } from '../contract/errors.ts';
import type { RunCase } from '../contract/run-case.ts';
import type { SampleRecord } from '../contract/sample.ts';
import type { Run } from '../contract/run.ts';
import type { RetriedAttempt, Sample, SamplePayload } from '../contract/sample.ts';
import type { PlacedRow, TableRow } from './read-table.ts';
import {
  attemptColumn,
  metaColumn,
  payloadColumns,
  recordColumn,
  sampleColumns,
  verdictsColumn,
} from './record-columns.ts';
import type { TableFormat } from './table-format.ts';
import { cellOf } from './write-table.ts';

const schema = 'assay.export/1';

export interface RunMeta {
  run: Run;
  cases: RunCase[];
}

export const metaRow = ({ run, cases }: RunMeta): TableRow => ({
  record: 'run',
  run_id: run.run_id,
  meta: { schema, run, cases },
});

export function sampleRow({ sample, payload }: SampleRecord): TableRow {
  if (!payload) return { record: 'sample', ...sample };
  const { scores, sample_id: _, run_id: _run, started_at_ms: _at, ...rest } = payload;
  return { record: 'sample', ...rest, ...sample, verdicts: scores };
}

export const retriedRow = (retried: RetriedAttempt): TableRow => ({ record: 'retried', ...retried });

export type ExportedRow =
  | { kind: 'run'; meta: RunMeta }
  | { kind: 'sample'; record: SampleRecord }
  | { kind: 'retried'; retried: RetriedAttempt };

function fieldsOf(columns: typeof sampleColumns, row: TableRow, format: TableFormat): TableRow {
  return Object.fromEntries(columns.map((column) => [column.name, cellOf(column, row, format) ?? null]));
}

function payloadOf(sample: Sample, row: TableRow, format: TableFormat): SamplePayload | null {
  const scores = cellOf(verdictsColumn, row, format);
  if (scores === undefined) return null;
  const { sample_id, run_id, started_at_ms } = sample;
  const { steps, response_id, error_body, ...own } = fieldsOf(payloadColumns, row, format);
  // a single call has none, and some say so
  const given = payloadColumns.find(({ name }) => name === 'steps');
  const isSaid = given !== undefined && cellOf(given, row, format) !== undefined;
  const said = {
    ...(isSaid && { steps }),
    ...(response_id ? { response_id } : {}),
    ...(error_body ? { error_body } : {}),
  };
  return { sample_id, run_id, started_at_ms, scores, ...own, ...said } as SamplePayload;
}

function retriedOf(row: TableRow, format: TableFormat): RetriedAttempt {
  const { sample_id, run_id, target_id, case_id, repeat, started_at_ms, ...rest } = fieldsOf(
    sampleColumns,
    row,
    format,
  ) as unknown as Sample;
  const { outcome, error_class, http_status, e2e_ms, cost_nanousd } = rest;
  const { error_message } = fieldsOf(payloadColumns, row, format) as { error_message: string };
  const attempt = cellOf(attemptColumn, row, format) as number;
  return {
    sample_id,
    run_id,
    target_id,
    case_id,
    repeat,
    attempt,
    started_at_ms,
    outcome,
    error_class,
    http_status,
    error_message,
    e2e_ms,
    cost_nanousd,
  };
}

/** Whether the first row of a table says that it is an exported run. */
export function isExportedRun(first: TableRow | undefined, format: TableFormat): boolean {
  if (first?.[recordColumn.name] !== 'run') return false;
  const meta = cellOf(metaColumn, first, format) as { schema?: unknown } | undefined;
  return meta?.schema === schema;
}

/** What a row of an exported run was made from. Throws `usage` with the row's place. */
export function exportedRow({ row, place }: PlacedRow, format: TableFormat): ExportedRow {
  const kind = row[recordColumn.name];
  try {
    if (kind === 'run') {
      const { run, cases } = cellOf(metaColumn, row, format) as RunMeta;
      return { kind, meta: { run, cases } };
    }
    if (kind === 'retried') return { kind, retried: retriedOf(row, format) };
    if (kind === 'sample') {
      const sample = fieldsOf(sampleColumns, row, format) as unknown as Sample;
      return { kind, record: { sample, payload: payloadOf(sample, row, format) } };
    }
  } catch (cause) {
    throw new AssayError('usage', `row ${place} cannot be read: ${(cause as Error).message}`, { cause });
  }
  throw new AssayError('usage', `row ${place} says record "${String(kind)}"`, {
    remedy: 'Expected run, sample or retried: export the run again.',
  });
}
