import { WrittenNumber } from '../base/exact-json.ts';
import { within } from './source.ts';
import type { Source } from './source.ts';

/** The value with numbers that stand otherwise in its file (`007`, `1.10`, digits beyond 2^53) as `WrittenNumber`s. */
export function exactValue(value: unknown, source: Source): unknown {
  if (typeof value === 'number') {
    const written = source.written([]);
    return written === undefined || written === String(value) ? value : new WrittenNumber(written);
  }
  if (Array.isArray(value)) return value.map((item, i) => exactValue(item, within(source, i)));
  if (typeof value !== 'object' || value === null || value instanceof WrittenNumber) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, exactValue(item, within(source, key))]),
  );
}
