/** One table; `on-cluster.ts` makes the form for many machines of it. `orderBy` may hold only columns that never change: rows merge when it is equal. */
export interface TableDefinition {
  name: string;
  columns: string[];
  indexes?: string[];
  partitionBy?: string;
  orderBy: string[];
  ttl?: string;
  settings?: Record<string, number>;
}

/** Nanoseconds: the row that was written last wins. */
const versionColumn = 'version UInt64 DEFAULT toUnixTimestamp64Nano(now64(9)) CODEC(Delta, ZSTD(1))';

/** The DDL of a table that keeps the newest row of each key. */
export function createTable(table: TableDefinition): string {
  const parts = [...table.columns, versionColumn, ...(table.indexes ?? []).map((index) => `INDEX ${index}`)];
  const settings = Object.entries(table.settings ?? {}).map(([name, value]) => `${name} = ${value}`);
  return [
    `CREATE TABLE IF NOT EXISTS ${table.name} (\n  ${parts.join(',\n  ')}\n)`,
    'ENGINE = ReplacingMergeTree(version)',
    ...(table.partitionBy ? [`PARTITION BY ${table.partitionBy}`] : []),
    `ORDER BY (${table.orderBy.join(', ')})`,
    ...(table.ttl ? [`TTL ${table.ttl}`] : []),
    ...(settings.length > 0 ? [`SETTINGS ${settings.join(', ')}`] : []),
  ].join('\n');
}
