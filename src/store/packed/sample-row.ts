/** A sample as its table has it. */
import { latencyMetrics, type LatencyMetric } from '../../contract/measured-fields.ts';
import { RowsRefused } from '../../contract/rows-refused.ts';
import type { Sample } from '../../contract/sample.ts';
import { wholeUnits } from '../../contract/whole-units.ts';
import { sampleColumns } from '../sample-columns.ts';
import { expectedNumber, storedName } from './whole-units.ts';

const isLatency = (name: string): name is LatencyMetric => name in wholeUnits;

/** Columns as they are written, in the order of `sampleRow`. */
export const storedColumns: readonly string[] = sampleColumns.map((name) =>
  isLatency(name) ? storedName(name) : name,
);

/** Throws `RowsRefused` for a time that no whole number can tell. */
function wholesOf(sample: Sample): Map<LatencyMetric, number> {
  const wholes = new Map<LatencyMetric, number>();
  for (const name of latencyMetrics) {
    const value = sample[name];
    if (value === null || !Number.isFinite(value)) continue;
    const whole = Math.round(value * wholeUnits[name]);
    if (!Number.isSafeInteger(whole))
      throw new RowsRefused(
        `${name} is ${value}: expected less than ${Number.MAX_SAFE_INTEGER / wholeUnits[name]}`,
      );
    wholes.set(name, whole);
  }
  return wholes;
}

/** Throws `RowsRefused`. */
export function sampleRow(sample: Sample): unknown[] {
  const wholes = wholesOf(sample);
  const numberOf = (name: Parameters<Parameters<typeof expectedNumber>[1]>[0]) =>
    isLatency(name) ? (wholes.get(name) ?? 0) : (sample[name] ?? 0);
  return sampleColumns.map((name) => {
    if (!isLatency(name)) return sample[name] ?? null;
    const whole = wholes.get(name);
    return whole === undefined ? null : whole - expectedNumber(name, numberOf);
  });
}
