import type { ClickHouseClient } from '@clickhouse/client';
import { latencyMetrics, type LatencyMetric } from '../../contract/measured-fields.ts';
import { wholeUnits } from '../../contract/whole-units.ts';
import { ask } from '../ask.ts';
import { expected, expectedSql, storedName, type Wholes } from '../packed/whole-units.ts';

const packed = 'CODEC(T64, ZSTD(1))';

/** Columns whose values stay and take less. */
const recoded: readonly (readonly [name: string, codec: string])[] = [
  ...['input', 'cache_read', 'cache_write', 'output', 'reasoning', 'local'].map(
    (kind) => [`${kind}_tokens`, packed] as const,
  ),
  ['cost_nanousd', "CODEC(T64('bit'), ZSTD(1))"],
  ['correct', packed],
  ['quality', 'CODEC(ZSTD(1))'],
  ['run_id', 'CODEC(ZSTD(1))'],
];

/** Times and rates as whole numbers; as names of ms they are read as before. */
export const wholeMicroseconds = (): string[] => [
  ...latencyMetrics.map(
    (name) => `ALTER TABLE samples ADD COLUMN IF NOT EXISTS ${storedName(name)} Nullable(Int64) ${packed}`,
  ),
  `ALTER TABLE samples ${recoded.map(([name, codec]) => `MODIFY COLUMN ${name} ${codec}`).join(', ')}`,
];

const isLatency = (name: string): name is LatencyMetric => name in wholeUnits;

/** Of what is stored. */
const storedWholes: Wholes = (name) => {
  if (!isLatency(name)) return `ifNull(toInt64(${name}), 0)`;
  const stored = `ifNull(${storedName(name)}, 0)`;
  return expected[name]
    ? `if(isNull(${storedName(name)}), 0, ${stored} + ${expectedSql(name, storedWholes)})`
    : stored;
};
/** Halves are rounded up, as for rows that are written now. */
const rounded = (name: LatencyMetric) => `toInt64(floor(${name} * ${wholeUnits[name]} + 0.5))`;
/** Of ms in floating-point numbers. */
const roundedWholes: Wholes = (name) =>
  isLatency(name) ? `ifNull(${rounded(name)}, 0)` : `ifNull(toInt64(${name}), 0)`;

const reading = (name: LatencyMetric) =>
  `ADD COLUMN IF NOT EXISTS ${name} Nullable(Float64) ALIAS (${storedName(name)} + ${expectedSql(name, storedWholes)}) / ${wholeUnits[name]}`;
/** What is stored, of columns of ms. */
export const packedSql = (name: LatencyMetric) => `${rounded(name)} - (${expectedSql(name, roundedWholes)})`;
const writing = (name: LatencyMetric) => `${storedName(name)} = ${packedSql(name)}`;

/** Each time is rounded to the µs. The columns of before go once all rows have been written anew; what was begun is completed. */
export async function packTimes(
  client: ClickHouseClient,
  run: (statement: string) => Promise<void>,
): Promise<void> {
  const rows = await ask<{ name: string }>(
    client,
    `SELECT name FROM system.columns WHERE database = currentDatabase() AND table IN ('samples', 'samples_local') AND default_kind = ''`,
  );
  const plain = new Set(rows.map(({ name }) => name));
  const before = latencyMetrics.filter((name) => plain.has(name));
  if (before.length === latencyMetrics.length)
    await run(
      `ALTER TABLE samples UPDATE ${before.map(writing).join(', ')} WHERE true SETTINGS mutations_sync = 2`,
    );
  if (before.length > 0)
    await run(
      `ALTER TABLE samples ${before.map((name) => `DROP COLUMN IF EXISTS ${name}`).join(', ')} SETTINGS mutations_sync = 2`,
    );
  await run(`ALTER TABLE samples ${latencyMetrics.map(reading).join(', ')}`);
}
