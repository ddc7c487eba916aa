import { clickHouseStore, type OpenStore } from './clickhouse-store.ts';
import { openEmbedded } from './engine.ts';
import { openServer, serverError } from './server-engine.ts';
import { migrate } from './migrate.ts';
import { defaultRetention, type Retention } from './retention.ts';

/**
 * Where the results are: a directory for ClickHouse in this process, or a ClickHouse server as
 * `http://user:password@host:8123/database`, with `?cluster=name` when its tables are to lie on all machines of a cluster.
 */
export type StoreLocation = ({ dataDir: string } | { url: string; isLongWork?: boolean }) & {
  retention?: Retention;
  /** These only, for rows as an earlier version had them; `upgrade` applies the others. */
  migrations?: readonly string[];
};

/** Opens the store and brings its tables up to date. Throws `store-busy` when another process holds the directory, `store-failed` when a server cannot be used. */
export async function openStore(location: StoreLocation): Promise<OpenStore> {
  const retention = location.retention ?? defaultRetention;
  const engine =
    'url' in location ? openServer(location.url, location) : await openEmbedded(location.dataDir);
  try {
    await migrate(engine.client, engine.cluster, location.migrations);
  } catch (cause) {
    await engine.close();
    throw 'url' in location ? serverError(location.url, cause) : cause;
  }
  return clickHouseStore(engine, retention);
}
