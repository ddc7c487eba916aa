import type { TotalsStore } from '../contract/result-store.ts';
import { clickHouseStore } from './clickhouse-store.ts';
import { openEmbedded, openServer } from './engine.ts';
import { migrate } from './migrate.ts';
import { defaultRetention, type Retention } from './retention.ts';

/** Where the results are: a directory for ClickHouse in this process, or the URL of a ClickHouse server. */
export type StoreLocation = ({ dataDir: string } | { url: string }) & { retention?: Retention };

/** Opens the store and brings its tables up to date. Throws `store-busy` when another process holds the directory. */
export async function openStore(location: StoreLocation): Promise<TotalsStore> {
  const retention = location.retention ?? defaultRetention;
  const engine = 'url' in location ? openServer(location.url) : await openEmbedded(location.dataDir);
  try {
    await migrate(engine.client, retention);
  } catch (cause) {
    await engine.close();
    throw cause;
  }
  return clickHouseStore(engine, retention);
}
