import { figures, firstDimensionNames, firstDimensions } from '../rollups/rollup-columns.ts';
import { createTable } from '../table-template.ts';

const columns = [...firstDimensions, ...figures.map(({ column, type }) => [column, type] as const)].map(
  ([column, type]) => `${column} ${type}`,
);
const settings = { ttl_only_drop_parts: 1 };

/** Figures by hour and run, and by day; which runs they are of, and how new the rows were that they were made of. */
export function rollups(): string[] {
  return [
    createTable({
      name: 'rollup_hours',
      columns: ["hour DateTime('UTC') CODEC(Delta, ZSTD(1))", 'run_id String', ...columns],
      indexes: ['runs_of_hours run_id TYPE bloom_filter(0.01) GRANULARITY 1'],
      partitionBy: 'toYYYYMM(hour)',
      orderBy: ['target_key', 'suite_name', 'hour', 'run_id', ...firstDimensionNames.slice(2)],
      ttl: 'hour + INTERVAL 400 DAY',
      settings,
    }),
    createTable({
      name: 'rollup_days',
      columns: ["day DateTime('UTC') CODEC(Delta, ZSTD(1))", ...columns],
      partitionBy: 'toYYYYMM(day)',
      orderBy: ['target_key', 'suite_name', 'day', ...firstDimensionNames.slice(2)],
      ttl: 'day + INTERVAL 1826 DAY',
      settings,
    }),
    createTable({ name: 'rollup_runs', columns: ['run_id String', 'seen UInt64'], orderBy: ['run_id'] }),
    ...['samples', 'retried_attempts'].map(
      (table) => `ALTER TABLE ${table} ADD INDEX IF NOT EXISTS written_at version TYPE minmax GRANULARITY 1`,
    ),
  ];
}
