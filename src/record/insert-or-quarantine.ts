/** Writes a batch of which the store may not take every row. */
import type { RefusedRows } from '../contract/quarantine.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { SampleBatch } from '../contract/sample.ts';
import { RowsRefused } from '../contract/rows-refused.ts';

type Insert = Pick<ResultStore, 'insert'>;
/** A sample with its payload, or a retried attempt. */
type Row = SampleBatch;

function rowsOf({ samples, payloads, retried }: SampleBatch): Row[] {
  const byId = new Map(payloads.map((payload) => [payload.sample_id, payload]));
  return [
    ...samples.map((sample) => {
      const payload = byId.get(sample.sample_id);
      return { samples: [sample], payloads: payload ? [payload] : [], retried: [] };
    }),
    ...retried.map((attempt) => ({ samples: [], payloads: [], retried: [attempt] })),
  ];
}

const joined = (rows: Row[]): SampleBatch => ({
  samples: rows.flatMap(({ samples }) => samples),
  payloads: rows.flatMap(({ payloads }) => payloads),
  retried: rows.flatMap(({ retried }) => retried),
});

/**
 * Halves what is turned away until the rows that are to blame stand alone. `isToBlame` says whether an error about one row is
 * the row's fault.
 */
async function insertHalves(
  store: Insert,
  rows: Row[],
  isToBlame: (error: unknown) => Promise<boolean>,
): Promise<RefusedRows[]> {
  try {
    await store.insert(joined(rows));
    return [];
  } catch (error) {
    const [only] = rows;
    if (rows.length > 1) {
      const middle = Math.ceil(rows.length / 2);
      const before = await insertHalves(store, rows.slice(0, middle), isToBlame);
      return [...before, ...(await insertHalves(store, rows.slice(middle), isToBlame))];
    }
    if (!only || !(await isToBlame(error))) throw error;
    return [{ rows: only, reason: error instanceof Error ? error.message : String(error) }];
  }
}

/** One of a few rows that the store takes: then it is not the store that is at fault. */
async function takenRow(store: Insert, rows: Row[]): Promise<Row | null> {
  const probes = new Set([rows[0], rows[Math.floor(rows.length / 2)], rows.at(-1)]);
  for (const probe of probes) {
    try {
      if (probe) await store.insert(probe);
      return probe ?? null;
    } catch {
      continue;
    }
  }
  return null;
}

const isTaken = (store: Insert, row: Row) =>
  store.insert(row).then(
    () => true,
    () => false,
  );

/**
 * A store that says of rows that it refuses them is believed. One that says nothing of the kind is at fault itself, unless it still takes
 * other rows. Throws what the store threw when it takes nothing at all. Rows are then as if never written, or written: writing
 * again is safe.
 */
export async function insertOrQuarantine(
  store: Insert,
  batch: SampleBatch,
  quarantine: ((rejected: RefusedRows[]) => Promise<void>) | undefined,
): Promise<void> {
  try {
    await store.insert(batch);
  } catch (error) {
    if (!quarantine) throw error;
    const rows = rowsOf(batch);
    const known = error instanceof RowsRefused ? null : await takenRow(store, rows);
    if (!known && !(error instanceof RowsRefused)) throw error;
    const rejected = await insertHalves(
      store,
      rows,
      async (why) => why instanceof RowsRefused || (known !== null && (await isTaken(store, known))),
    );
    if (rejected.length > 0) await quarantine(rejected);
  }
}
