/** Which chunks of two stores are not the same. */
import { createHash } from 'node:crypto';
import type { TableChunk } from '../../contract/backup.ts';

const keyOf = ({ table, chunk }: Pick<TableChunk, 'table' | 'chunk'>) => `${table}/${chunk}`;

export interface Difference {
  table: string;
  chunk: string;
  /** `null`: it is only at the target. */
  here: TableChunk | null;
  /** `null`: it is not there yet. */
  there: TableChunk | null;
}

/** Runs come first: by them it is known whose rows a target has. */
const order = (a: Difference, b: Difference) => Number(b.table === 'runs') - Number(a.table === 'runs');

export function compareDumps(here: readonly TableChunk[], there: readonly TableChunk[]): Difference[] {
  const found = new Map(there.map((chunk) => [keyOf(chunk), chunk]));
  const different: Difference[] = [];
  for (const chunk of here) {
    const other = found.get(keyOf(chunk)) ?? null;
    found.delete(keyOf(chunk));
    if (other?.rows === chunk.rows && other.hash === chunk.hash) continue;
    different.push({ table: chunk.table, chunk: chunk.chunk, here: chunk, there: other });
  }
  for (const chunk of found.values())
    different.push({ table: chunk.table, chunk: chunk.chunk, here: null, there: chunk });
  return different.toSorted(order);
}

/** Of the rows themselves: what is computed from them may be computed again at any time. */
export function digestOf(chunks: readonly TableChunk[]): string {
  const lines = chunks
    .filter(({ table }) => !table.startsWith('rollup_'))
    .map((chunk) => `${keyOf(chunk)} ${chunk.rows} ${chunk.hash}`);
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
}
