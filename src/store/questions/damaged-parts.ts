import type { ClickHouseClient } from '@clickhouse/client';
import type { DamagedPart } from '../../contract/result-store.ts';
import { ask } from '../ask.ts';

/** What the engine could not read as it opened, and detached without reporting it. */
export function damagedParts(client: ClickHouseClient): Promise<DamagedPart[]> {
  return ask<DamagedPart>(
    client,
    `SELECT table, name, path FROM system.detached_parts
     WHERE database = currentDatabase() AND startsWith(reason, 'broken') ORDER BY table, name`,
  );
}
