/** Writes an imported run: rows that the database refuses are quarantined, and the run says so. */
import type { ResultStore } from '../../contract/result-store.ts';
import type { RunCase } from '../../contract/run-case.ts';
import type { SampleBatch } from '../../contract/sample.ts';
import type { Run } from '../../contract/run.ts';
import { insertOrQuarantine } from '../../record/insert-or-quarantine.ts';
import { openQuarantine } from '../../journal/quarantine.ts';
import { runDirectory } from '../../journal/run-directory.ts';

const batchRows = 1000;

const emptyBatch = (): SampleBatch => ({ samples: [], payloads: [], retried: [] });

export interface ImportWriter {
  add(rows: Partial<SampleBatch>): Promise<void>;
  /** The run as it then stands. Last: without it the rows belong to no run, and are not seen. */
  finish(run: Run, cases: RunCase[]): Promise<Run>;
}

export async function openImportWriter(
  store: ResultStore,
  dataDir: string,
  runId: string,
): Promise<ImportWriter> {
  const quarantine = await openQuarantine(runDirectory(dataDir, runId), { isFresh: true });
  let batch = emptyBatch();
  const flush = async () => {
    const full = batch;
    batch = emptyBatch();
    await insertOrQuarantine(store, full, quarantine.add);
  };
  return {
    async add({ samples = [], payloads = [], retried = [] }) {
      batch.samples.push(...samples);
      batch.payloads.push(...payloads);
      batch.retried.push(...retried);
      if (batch.samples.length + batch.retried.length >= batchRows) await flush();
    },
    async finish(run, cases) {
      await flush();
      const { count } = quarantine;
      const told: Run =
        count > 0 ? { ...run, status: 'partial', left_out: { ...run.left_out, quarantined: count } } : run;
      await store.putRun(told, cases);
      return told;
    },
  };
}
