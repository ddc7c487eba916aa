/** Writes a batch of which the store may not take every row. */
import type { ResultStore, SampleBatch } from './contract/result-store.ts';

/** Rows that the store turned away by themselves, while it took others. */
export type RejectedRows = { rows: SampleBatch; reason: string }[];

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

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Halves what is turned away until the rows that are to blame stand alone. */
async function insertHalves(store: Insert, rows: Row[]): Promise<RejectedRows> {
  try {
    await store.insert(joined(rows));
    return [];
  } catch (error) {
    const [only] = rows;
    if (rows.length === 1 && only) return [{ rows: only, reason: reasonOf(error) }];
    const middle = Math.ceil(rows.length / 2);
    return [
      ...(await insertHalves(store, rows.slice(0, middle))),
      ...(await insertHalves(store, rows.slice(middle))),
    ];
  }
}

/** Whether the store takes one of a few rows: then it is not the store that is at fault. */
async function takesSome(store: Insert, rows: Row[]): Promise<boolean> {
  const probes = new Set([rows[0], rows[Math.floor(rows.length / 2)], rows.at(-1)]);
  for (const probe of probes) {
    try {
      if (probe) await store.insert(probe);
      return true;
    } catch {
      continue;
    }
  }
  return false;
}

/** Throws what the store threw when it takes nothing at all. Rows are then as if never written, or written: writing again is safe. */
export async function insertOrPutAside(
  store: Insert,
  batch: SampleBatch,
  putAside: ((rejected: RejectedRows) => Promise<void>) | undefined,
): Promise<void> {
  try {
    await store.insert(batch);
  } catch (error) {
    const rows = rowsOf(batch);
    if (!putAside || rows.length < 2 || !(await takesSome(store, rows))) throw error;
    const rejected = await insertHalves(store, rows);
    if (rejected.length > 0) await putAside(rejected);
  }
}
