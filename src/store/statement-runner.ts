import type { Engine } from './engine.ts';
import { onCluster } from './on-cluster.ts';

export type RunStatement = (statement: string) => Promise<void>;

/** Carries out a statement about tables, on all machines of a cluster where there is one. */
export const statementRunner =
  ({ client, cluster }: Pick<Engine, 'client' | 'cluster'>): RunStatement =>
  async (statement) => {
    const queries = cluster === undefined ? [statement] : onCluster(statement, cluster);
    for (const query of queries) await client.command({ query });
  };
