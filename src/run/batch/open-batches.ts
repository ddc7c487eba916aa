/** What a journal says of batches whose answers are not all in it. */
import type { BatchRecord } from '../../contract/batch.ts';
import { readJournal } from '../../journal/journal.ts';

export interface OpenBatch extends Required<Pick<BatchRecord, 'key' | 'targetId' | 'atMs' | 'calls'>> {
  /** `null`: whether it was submitted is not known. */
  batchId: string | null;
}

/** Oldest first. */
export async function openBatchesOf(journalPath: string): Promise<OpenBatch[]> {
  const open = new Map<string, OpenBatch>();
  const note = ({ key, targetId, atMs, state, batchId, calls }: BatchRecord) => {
    const known = open.get(key);
    if (state === 'intended') open.set(key, { key, targetId, atMs, calls: calls ?? [], batchId: null });
    else if (state === 'closed') open.delete(key);
    else if (known) known.batchId = batchId ?? null;
  };
  const attempts = readJournal(journalPath, { onBatch: note });
  for await (const _ of attempts);
  return [...open.values()];
}
