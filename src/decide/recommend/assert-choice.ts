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
      message: 'it put its targets under load: it tells what they bear, not which one to use',
      remedy: 'Name a run of a suite: `assay list` shows them, and `assay run SUITE` makes one.',
    };
  if (table.targets.length < 2)
    return {
      message: 'it asked one target alone, so there is nothing to choose between',
      remedy: 'Run the suite with two targets or more: under `targets`, or with -t provider/model for each.',
    };
  if (groupsOf(table) < 2)
    return {
      message: `its ${table.cases.length === 1 ? 'one case tells' : `${table.cases.length} cases of one cluster tell`} nothing of how the targets do on another`,
      remedy:
        'Run the suite with more cases; `assay power` says how many a difference needs, some hundred as a rule.',
    };
  if (isNothingRight(table))
    return {
      message: 'no answer of any target is right, which tells nothing of which one to use',
      remedy:
        'Look at the answers with `assay show --cases`: as a rule `expected`, the scorer or the prompt asks for another form than the answers have.',
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
