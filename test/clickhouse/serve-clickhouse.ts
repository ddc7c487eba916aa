/** A process of its own with a ClickHouse endpoint in the folder that it is given, for as long as whoever forked it is there. */
import { startClickHouse } from './clickhouse-endpoint.ts';

const { url, requests, execute } = await startClickHouse(process.argv[2] as string);
process.on('message', (sql: string) => {
  void execute(sql).then((answer) => process.send?.({ answer, requests: Object.fromEntries(requests) }));
});
process.on('disconnect', () => process.exit());
process.send?.({ url });
