/** Writes an imported run: rows that the database refuses are quarantined, and the run says so. */
import { WriteBehind } from '../../base/write-behind.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { SampleBatch, SamplePayload } from '../../contract/sample.ts';
import type { Run } from '../../contract/run.ts';
import type { RunMeta } from '../../exchange/record-rows.ts';
import { insertOrQuarantine } from '../../record/insert-or-quarantine.ts';
import { openQuarantine } from '../../journal/quarantine.ts';
import { runDirectory } from '../../journal/run-directory.ts';

/** Each write makes a part of each table and month, which costs as much as a thousand rows in it. */
const batchRows = 5000;
/** Answers may be long, and two batches are in memory at a time. */
const batchCharacters = 4_000_000;

/** Of the texts of a call, as far as they can be long. */
function charactersOf({ messages, answer, error_message }: SamplePayload): number {
  const asked = messages.reduce(
    (sum, { content }) => sum + (typeof content === 'string' ? content : JSON.stringify(content)).length,
    0,
  );
  return asked + (answer?.text.length ?? 0) + (answer?.reasoning.length ?? 0) + error_message.length;
}

/** Rows gathered until they are worth a write. */
class Gathered {
  readonly batch: SampleBatch = { samples: [], payloads: [], retried: [] };
  #characters = 0;

  add({ samples, payloads, retried }: SampleBatch): void {
    for (const sample of samples) this.batch.samples.push(sample);
    for (const attempt of retried) this.batch.retried.push(attempt);
    for (const payload of payloads) {
      this.batch.payloads.push(payload);
      this.#characters += charactersOf(payload);
    }
  }

  get isFull(): boolean {
    const { samples, retried } = this.batch;
    return samples.length + retried.length >= batchRows || this.#characters >= batchCharacters;
  }
}

async function* batchesOf(parts: AsyncIterable<SampleBatch>): AsyncGenerator<SampleBatch> {
  let gathered = new Gathered();
  for await (const part of parts) {
    gathered.add(part);
    if (!gathered.isFull) continue;
    yield gathered.batch;
    gathered = new Gathered();
  }
  yield gathered.batch;
}

/** The run as it then stands. It is written last: without it the rows belong to no run, and are not seen. */
export async function writeImported(
  store: ResultStore,
  dataDir: string,
  { run, cases }: RunMeta,
  parts: AsyncIterable<SampleBatch>,
): Promise<Run> {
  const quarantine = await openQuarantine(runDirectory(dataDir, run.run_id), { isFresh: true });
  const behind = new WriteBehind((batch: SampleBatch) => insertOrQuarantine(store, batch, quarantine.add));
  try {
    for await (const batch of batchesOf(parts)) await behind.add(batch);
  } catch (error) {
    // whoever hears of it closes the store
    await behind.end().catch(() => undefined);
    throw error;
  }
  await behind.end();
  const { count } = quarantine;
  const written: Run =
    count > 0 ? { ...run, status: 'partial', left_out: { ...run.left_out, quarantined: count } } : run;
  await store.putRun(written, cases);
  return written;
}
