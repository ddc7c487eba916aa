import { shortSummary } from '../analyze/progress/short-summary.ts';
import { SharedPlaces } from '../analyze/table/shared-places.ts';
import type { RunSummary } from '../contract/analysis.ts';
import type { TargetTotals } from '../contract/result-store.ts';
import { removeRunSummary, saveRunSummary } from '../journal/run-summary-file.ts';
import type { RunDirectory } from '../journal/run-directory.ts';

/**
 * Keeps the summary of a run that the database does not have yet, where it is what the database will say of it. It is not where rows were left out
 * or made in several sessions, nor where the figures are those of the cases that all targets have. `totals`: `null` where they are not exact.
 */
export async function keepSummary(
  directory: RunDirectory,
  summary: RunSummary,
  totals: readonly TargetTotals[] | null,
  goes: number,
): Promise<void> {
  const { run } = summary;
  const isSame = goes === 1 && !run.load && !run.left_out && !new SharedPlaces(run).isNeeded;
  if (!isSame || !totals) return;
  const kept = { run, listing: shortSummary(run, [...totals]), summary };
  // the database says it, if this cannot be written
  await saveRunSummary(directory, run.provenance.assay_version, kept).catch(() =>
    removeRunSummary(directory),
  );
}
