/** A migration's statements for a cluster: tables of each replica, and before them tables that spread rows over the shards. */

/** Copies of one shard agree through this path; moving a table by its files stays possible, as it holds no UUID. */
const replicated =
  "ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version)";

const create = /^CREATE TABLE IF NOT EXISTS (\w+)/;
const alter = /^ALTER TABLE (\w+)/;
const cutName = /^[\w{}.-]+$/;

/**
 * Rows are spread by the first column of their key, the run: all versions of a row meet on one shard, where FINAL sees them, and
 * so do a run's samples, cases and payloads, so that subqueries stay there. Throws for a statement that it does not know.
 */
export function onCluster(statement: string, cluster: string): string[] {
  if (!cutName.test(cluster)) throw new Error(`"${cluster}" is not a valid cluster name`);
  const on = `ON CLUSTER '${cluster}'`;
  const created = create.exec(statement)?.[1];
  if (created !== undefined) {
    const key = /\nORDER BY \((\w+)/.exec(statement)?.[1];
    if (key === undefined) throw new Error(`table ${created} has no key to spread its rows by`);
    return [
      statement
        .replace(create, `CREATE TABLE IF NOT EXISTS ${created}_local ${on}`)
        .replace('ENGINE = ReplacingMergeTree(version)', `ENGINE = ${replicated}`),
      `CREATE TABLE IF NOT EXISTS ${created} ${on} AS ${created}_local
ENGINE = Distributed('${cluster}', currentDatabase(), '${created}_local', cityHash64(${key}))`,
    ];
  }
  const altered = alter.exec(statement)?.[1];
  if (altered === undefined) throw new Error(`not known on a cluster: ${statement.slice(0, 60)}`);
  const local = statement.replace(alter, `ALTER TABLE ${altered}_local ${on}`);
  // what spreads rows has columns, but neither index nor key nor time to live
  return /\b(ADD|DROP|RENAME|MODIFY) COLUMN\b/.test(statement)
    ? [local, statement.replace(alter, `ALTER TABLE ${altered} ${on}`).replace(/, MODIFY ORDER BY .*$/, '')]
    : [local];
}
