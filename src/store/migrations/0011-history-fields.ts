import type { ClickHouseClient } from '@clickhouse/client';
import type { Run } from '../../contract/run.ts';
import { sourceOf } from '../../contract/source-of.ts';
import { targetKey } from '../../contract/target-key.ts';
import { ask } from '../ask.ts';
import { runRow } from '../run-row.ts';
import { sqlLiteral } from '../sql-literal.ts';

const name = 'LowCardinality(String)';

const ofSamples: [name: string, type: string, after: string][] = [
  ['project', `${name} DEFAULT 'default'`, 'suite_hash'],
  ['source', `${name} DEFAULT 'benchmark'`, 'project'],
  ['target_key', name, 'target_id'],
  ['region', name, 'served_by'],
  ['reasoning_requested', name, 'region'],
  ['reasoning_effective', name, 'reasoning_requested'],
];

const ofRuns: [name: string, type: string][] = [
  ['project', `${name} DEFAULT 'default'`],
  ['source', `${name} DEFAULT 'benchmark'`],
  ['target_keys', 'Array(String)'],
  ['target_labels', 'Array(String)'],
  ['assay_version', name],
  ['believable', 'Nullable(Bool)'],
];

const adding = (columns: readonly (readonly [name: string, type: string, after: string])[]) =>
  columns
    .map(([column, type, after]) => `ADD COLUMN IF NOT EXISTS ${column} ${type} AFTER ${after}`)
    .join(', ');

/** Whose a call is, where from, and which target over time. The id of a response is long and seldom asked for, so it lies with the texts. */
export const historyFields = (): string[] => [
  `ALTER TABLE samples ${adding(ofSamples)}`,
  `ALTER TABLE runs ${adding(ofRuns.map(([column, type]) => [column, type, 'status'] as const))}`,
  'ALTER TABLE sample_payloads ADD COLUMN IF NOT EXISTS response_id String CODEC(ZSTD(3)) AFTER frame_kinds',
];

const list = (texts: readonly string[]) => `[${texts.map(sqlLiteral).join(', ')}]`;

/** Known of each old sample only through its run: the key of its target, and that it was imported. */
class OldRuns {
  readonly keys = new Map<string, string>();
  readonly imported: string[] = [];

  add(run: Run): void {
    for (const target of run.targets) this.keys.set(target.id, targetKey(target));
    if (sourceOf(run) === 'imported') this.imported.push(run.run_id);
  }
}

const pageRuns = 500;

async function rewriteRuns(client: ClickHouseClient): Promise<OldRuns> {
  const old = new OldRuns();
  for (let after = ''; ;) {
    const rows = await ask<{ run_id: string; document: string }>(
      client,
      'SELECT run_id, document FROM runs FINAL WHERE run_id > {after:String} ORDER BY run_id LIMIT {limit:UInt32}',
      { after, limit: pageRuns },
    );
    const runs = rows.map(({ document }): Run => JSON.parse(document));
    for (const run of runs) old.add(run);
    if (runs.length > 0)
      await client.insert({ table: 'runs', values: runs.map(runRow), format: 'JSONEachRow' });
    if (rows.length < pageRuns) return old;
    after = rows.at(-1)?.run_id ?? '';
  }
}

const chunk = 1000;
/** Waited for: figures over time are read as soon as the store is open. */
const waiting = 'SETTINGS mutations_sync = 2';

export async function fillHistoryFields(
  client: ClickHouseClient,
  run: (statement: string) => Promise<void>,
): Promise<void> {
  const { keys, imported } = await rewriteRuns(client);
  const targets = [...keys];
  for (let at = 0; at < targets.length; at += chunk) {
    const some = targets.slice(at, at + chunk);
    const ids = list(some.map(([id]) => id));
    await run(
      `ALTER TABLE samples UPDATE target_key = transform(toString(target_id), ${ids}, ${list(some.map(([, key]) => key))}, '')
       WHERE target_key = '' AND has(${ids}, toString(target_id)) ${waiting}`,
    );
  }
  for (let at = 0; at < imported.length; at += chunk)
    await run(
      `ALTER TABLE samples UPDATE source = 'imported'
       WHERE has(${list(imported.slice(at, at + chunk))}, toString(run_id)) ${waiting}`,
    );
}
