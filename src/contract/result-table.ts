/**
 * The results of one or several runs as columns of numbers: what comparing, ranking and choosing work on.
 * 360,000 samples are 21 MB and no object each.
 */

import { recordOf } from '../base/typed-keys.ts';
import { answeredOutcomes, type Outcome } from './outcome.ts';
import type { TargetPart } from './target-part.ts';
import { servedSplits, type ServedSplit } from './served-split.ts';

/** A column of the table: a field of `Sample` of the same name and unit. Whether an answer is `correct` is 1 or 0. */
export const tableColumns = [
  'quality',
  'correct',
  'cost_nanousd',
  'e2e_ms',
  'ttft_ms',
  'output_tokens',
  'input_tokens',
] as const;
export type TableColumn = (typeof tableColumns)[number];

/**
 * What became of a cell's call. What we gave up or never sent was not measured. Answers that were cut at their token limit, and those a
 * content filter stopped, are answers too: `isAnswered`.
 */
export const cellState = { notMeasured: 0, answered: 1, failed: 2, truncated: 3, refused: 4 } as const;

export const isAnswered = (state: number | undefined): boolean =>
  state === cellState.answered || state === cellState.truncated || state === cellState.refused;

/** Of a call that was made. */
export function cellStateOf(outcome: Outcome): number {
  if (!answeredOutcomes.has(outcome)) return cellState.failed;
  if (outcome === 'truncated') return cellState.truncated;
  return outcome === 'refused' ? cellState.refused : cellState.answered;
}

/** Who served each cell: a place in `names`, of which the first is '' (unknown, or not measured). */
export interface ServedColumn {
  names: string[];
  /** One per cell. */
  of: Uint16Array;
}
export type ServedColumns = Record<ServedSplit, ServedColumn>;

export interface TableTarget {
  /** As in its run; the same target in two runs has the same id twice. */
  id: string;
  label: string;
  run_id: string;
  suite_hash: string;
  /** Paid for by the hour: what a call costs depends on how busy the machine was, and is known of whole runs only. */
  by_hour?: true;
  /** Of a split table: which calls of the target it has. */
  part?: TargetPart;
}

export interface TableCase {
  id: string;
  /** Position in the suite, from 0. */
  index: number;
  /** '': the case is a cluster of its own. */
  cluster: string;
  category: string;
  tags: string[];
}

/**
 * The cell of target t, case c and repeat r is row `(t × cases.length + c) × repeats + r` of every column.
 * NaN is unknown, never 0. Costs include what retried attempts of the same sample cost.
 */
export interface ResultTable extends Record<TableColumn, Float64Array> {
  targets: TableTarget[];
  cases: TableCase[];
  /** The most any case was asked; a case asked less has cells that were not measured. */
  repeats: number;
  /** One of `cellState` per cell. */
  state: Uint8Array;
  served: ServedColumns;
}

/** Of so many cells, in memory that threads share: a table that is handed to one of them is not copied. */
export const columnOf = (cells: number): Float64Array =>
  new Float64Array(new SharedArrayBuffer(cells * Float64Array.BYTES_PER_ELEMENT));
export const statesOf = (cells: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(cells));
export const placesOf = (cells: number): Uint16Array =>
  new Uint16Array(new SharedArrayBuffer(cells * Uint16Array.BYTES_PER_ELEMENT));

/** A table in which nothing was measured yet. */
export function emptyTable({
  targets,
  cases,
  repeats,
}: Pick<ResultTable, 'targets' | 'cases' | 'repeats'>): ResultTable {
  const length = targets.length * cases.length * repeats;
  const columns = recordOf(tableColumns, () => columnOf(length).fill(Number.NaN));
  const served = recordOf(servedSplits, () => ({ names: [''], of: placesOf(length) }));
  return { targets, cases, repeats, ...columns, state: statesOf(length), served };
}
