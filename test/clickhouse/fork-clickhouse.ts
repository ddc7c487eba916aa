/** The endpoint in another process, as this one may have one engine open at a time. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ClickHouseEndpoint } from './clickhouse-endpoint.ts';

const script = fileURLToPath(new URL('serve-clickhouse.ts', import.meta.url));

interface Answer {
  url?: string;
  answer: string;
  requests: Record<string, number>;
}

/** `path`: an empty folder. */
export async function forkClickHouse(
  path: string,
): Promise<Omit<ClickHouseEndpoint, 'requests'> & { insertsSoFar(): Promise<number> }> {
  const child = fork(script, [path], { execArgv: [] });
  const next = async () => (await once(child, 'message'))[0] as Answer;
  const ask = (sql: string) => {
    const answer = next();
    child.send(sql);
    return answer;
  };
  const { url = '' } = await next();
  return {
    url,
    execute: async (sql) => (await ask(sql)).answer,
    insertsSoFar: async () => (await ask('SELECT 1')).requests['INSERT'] ?? 0,
    async close() {
      const ended = once(child, 'exit');
      // its data is thrown away
      child.kill('SIGKILL');
      await ended;
    },
  };
}
