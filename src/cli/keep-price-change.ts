/** Beside the journal, so that reading it again, or going on with the run, has the same prices. Of an imported run there is no journal. */
import { loadRunFile, saveRunFile, type RunDirectory } from '../run/run-directory.ts';
import type { RepriceOptions } from './reprice-run.ts';

export function keepPriceChange(directory: RunDirectory): NonNullable<RepriceOptions['keep']> {
  return async (changed, change) => {
    const kept = await loadRunFile(directory).catch(() => null);
    if (!kept) return;
    const repricings = [...(kept.repricings ?? []), change];
    await saveRunFile(directory, { ...kept, run: { ...kept.run, ...changed }, repricings });
  };
}
