import type { ClickHouseClient } from '@clickhouse/client';
import type { ServedMix } from '../../contract/served-mix.ts';
import { ask } from '../ask.ts';

const countsOf = (column: string) =>
  `mapFilter((name, n) -> name != '', sumMap(map(toString(${column}), toUInt32(1))))`;

/** Who served the completed samples of each target. */
export const served = (client: ClickHouseClient, runId: string): Promise<ServedMix[]> =>
  ask(
    client,
    `SELECT target_id, ${countsOf('served_by')} AS served_by, ${countsOf('service_tier')} AS service_tiers
     FROM samples FINAL WHERE run_id = {run:String} AND NOT is_warmup GROUP BY target_id ORDER BY target_id`,
    { run: runId },
  );
