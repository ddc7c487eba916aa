import type { ClickHouseClient } from '@clickhouse/client';
import { ask } from '../ask.ts';
import { createTable } from '../table-template.ts';

/** What the tables were made with until now, where nothing else was asked for. */
const defaultDays = '400';

/** Retention is applied by Assay, by project and suite, and can be changed: tables drop nothing by themselves any more. */
export const retentionPasses = (): string[] => [
  createTable({
    name: 'retention_passes',
    columns: [
      'project String',
      'suite_name String',
      'what LowCardinality(String)',
      'applied_at_ms Float64',
      'until_ms Float64',
      'removed UInt64',
    ],
    orderBy: ['project', 'suite_name', 'what', 'applied_at_ms'],
  }),
];

/** Can be repeated: a table that has no limit any more is left alone. For how long samples were kept stays with their table, as a comment. */
export async function removeLimits(
  client: ClickHouseClient,
  run: (statement: string) => Promise<void>,
): Promise<void> {
  const limited = await ask<{ name: string; days: string }>(
    client,
    `SELECT replaceRegexpOne(name, '_local$', '') AS name, extract(engine_full, 'TTL [^)]*\\\\) \\\\+ toIntervalDay\\\\((\\\\d+)\\\\)') AS days
     FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND engine_full LIKE '% TTL %'`,
  );
  for (const { name, days } of limited) {
    if (name === 'samples' && days !== defaultDays && days !== '')
      await run(`ALTER TABLE samples MODIFY COMMENT 'samples were kept for ${days} days'`);
    await run(`ALTER TABLE ${name} REMOVE TTL`).catch((error: unknown) => {
      // another process that opened the same server at the same time was quicker
      if (!String(error).includes("doesn't have any table TTL")) throw error;
    });
  }
}
