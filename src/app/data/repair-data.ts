/** A database that was lost, or of which parts cannot be read: what the journals have is read into it again, and all of it is told. */
import { mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DamagedPart, TotalsStore } from '../../contract/result-store.ts';
import { formatCounted } from '../../view/format.ts';
import { storedRuns, type RunDirectory } from '../../journal/run-directory.ts';
import { removeStoredRuns } from '../../journal/stored-runs-file.ts';

export interface Unsupported {
  /** Runs that were stored here once and must be read again. */
  runs: RunDirectory[];
  /** To be called once they are. */
  done(): Promise<void>;
}

/** Out of the engine's sight, so that they are told once; nothing is deleted. */
async function moveAside(dataDir: string, parts: readonly DamagedPart[]): Promise<void> {
  const folder = join(dataDir, 'damaged');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const { table, path } of parts)
    await rename(path, join(folder, `${table}-${basename(path.replace(/\/$/, ''))}`)).catch(() => undefined);
}

/** What the database should have and has not. */
export async function findMissing(
  dataDir: string,
  store: Pick<TotalsStore, 'runIds' | 'damagedParts'>,
  note: (text: string) => void,
): Promise<Unsupported> {
  const known = new Set(await store.runIds());
  const damaged = await store.damagedParts();
  if (damaged.length === 0) {
    const gone = await storedRuns(dataDir, known);
    if (gone.length > 0)
      note(
        `The database lacks ${formatCounted(gone.length, 'run')} that it had: reading the journals again.`,
      );
    return { runs: gone, done: async () => undefined };
  }
  await removeStoredRuns(dataDir);
  const stored = await storedRuns(dataDir);
  const journals = new Set(stored.map(({ runId }) => runId));
  const without = [...known].filter((runId) => !journals.has(runId)).length;
  note(
    `The database has lost ${formatCounted(damaged.length, 'part')} that cannot be read (now in ${join(dataDir, 'damaged')}): reading the journals again.${
      without > 0
        ? ` ${formatCounted(without, 'run')} without a journal, as imported ones are, may lack rows.`
        : ''
    }`,
  );
  return { runs: stored, done: () => moveAside(dataDir, damaged) };
}
