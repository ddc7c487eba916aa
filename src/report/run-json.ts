import type { CaseAnswer } from './case-text.ts';
import type { RunSummary } from '../contract/analysis.ts';
import type { LoadReport } from '../contract/load-report.ts';
import type { GridPage } from '../contract/grid.ts';
import type { Run } from '../contract/run.ts';

const print = (document: unknown) => JSON.stringify(document, null, 2);

/** `assay.run/1`: the summary as it is, see `RunSummary`. */
export function runJson(summary: RunSummary): string {
  return print(summary);
}

/** `assay.cases/1`: the cases of a run with every target's result. */
export function casesJson(run: Run, cases: GridPage['cases']): string {
  return print({ schema: 'assay.cases/1', run_id: run.run_id, cases });
}

/** `assay.case/1`: one case with every sample and its payload. */
export function caseJson(run: Run, caseId: string, samples: CaseAnswer[]): string {
  return print({ schema: 'assay.case/1', run_id: run.run_id, case_id: caseId, samples });
}

/**
 * `assay.runs/1`: newest first; `next_cursor`: where the runs that follow are, `null` after the last; `left_out`: runs that are there and cannot
 * be read, each with the reason.
 */
export function runsJson(
  runs: Run[],
  nextCursor: string | null,
  leftOut: { run_id: string; reason: string }[] = [],
): string {
  return print({
    schema: 'assay.runs/1',
    runs,
    next_cursor: nextCursor,
    ...(leftOut.length > 0 && { left_out: leftOut }),
  });
}

/** `assay.load/1`: the figures of a run under load as they are, see `LoadReport`. */
export function loadJson(report: LoadReport): string {
  return print(report);
}
