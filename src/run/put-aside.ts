import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SampleBatch } from '../contract/result-store.ts';
import type { RunDirectory } from './run-directory.ts';

/** Keeps rows that the store turned away, one line each with the reason, in `quarantine.jsonl` of the run. */
export async function putAside(
  directory: Pick<RunDirectory, 'path'>,
  rejected: { rows: SampleBatch; reason: string }[],
): Promise<void> {
  const lines = rejected.map(({ rows, reason }) => `${JSON.stringify({ reason, ...rows })}\n`);
  await appendFile(join(directory.path, 'quarantine.jsonl'), lines.join(''), { mode: 0o600 });
}
