import { AssayError } from '../../contract/errors.ts';
import type { ResultTable } from '../../contract/result-table.ts';
import type { Run } from '../../contract/run.ts';

interface Decline {
  message: string;
  remedy: string;
}

const groupsOf = ({ cases }: ResultTable): number =>
  new Set(cases.map(({ id, cluster }) => (cluster === '' ? `case ${id}` : `cluster ${cluster}`))).size;

/** Something was judged, and all of it is worth 0. */
function isNothingRight({ quality }: ResultTable): boolean {
  let judged = 0;
  for (const one of quality) {
    if (one > 0) return false;
    if (one === 0) judged++;
  }
  return judged > 0;
}

/** Why nothing can be recommended from a run at all, whatever was measured; `null`: something can. */
export function whyNoChoice({ load }: Pick<Run, 'load'>, table: ResultTable): Decline | null {
  if (load)
    return {
      message: 'it is a load test: it shows the sustainable load, not which target to use',
      remedy: 'Use a suite run: `assay list` shows them, and `assay run SUITE` starts one.',
    };
  if (table.targets.length < 2)
    return {
      message: 'it has only one target, so there is nothing to choose from',
      remedy: 'Run the suite with at least two targets: under `targets`, or with -t provider/model for each.',
    };
  if (groupsOf(table) < 2)
    return {
      message: `its ${table.cases.length === 1 ? 'single case does' : `${table.cases.length} cases of a single cluster do`} not show how the targets perform on another`,
      remedy:
        'Run the suite with more cases; `assay power` shows how many a difference needs, typically about a hundred.',
    };
  if (isNothingRight(table))
    return {
      message: 'no target has a right answer, so they cannot be compared',
      remedy:
        'Look at the answers with `assay show --cases`: usually `expected`, the scorer or the prompt require a different form of answer.',
    };
  return null;
}

/** Throws `usage` with the reason and what to do. */
export function assertChoice(run: Pick<Run, 'run_id' | 'load'>, table: ResultTable): void {
  const why = whyNoChoice(run, table);
  if (!why) return;
  throw new AssayError(
    'usage',
    `nothing can be recommended from run ${run.run_id.slice(0, 13)}: ${why.message}`,
    {
      remedy: why.remedy,
    },
  );
}
