import type { RunListing } from '../contract/run-listing.ts';
import type { Run } from '../contract/run.ts';
import { formatCount, formatInstant, formatPercent, formatUsd } from '../view/format.ts';
import { shortRunId } from '../view/short-run-id.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable, type Column } from './text-table.ts';

const kindOf = ({ race, targets }: Run) =>
  race ? 'race' : targets.length > 0 && targets.every(({ batch }) => batch) ? 'batch' : 'suite';

type Look = { color: boolean; width: number };

function table(runs: Run[], listings: ReadonlyMap<string, RunListing>, look: Look): string[] {
  const paint = paintWith(look.color);
  const column = columnsOf(runs);
  const marked = (run: Run) => {
    const isIncomplete = Boolean(run.left_out?.quarantined) || Boolean(run.left_out?.lost);
    const status = isIncomplete ? `${run.status}, some left out` : run.status;
    if (status === 'done') return status;
    return paint(run.status === 'running' ? 'cyan' : 'yellow', status);
  };
  const listed = ({ run_id: id }: Run) => listings.get(id);
  const isLoad = runs.every(({ load }) => load);
  const about: Column[] = isLoad
    ? [
        column('load', 2, ({ load }) => load?.shape ?? '', 'left'),
        column('phases', 3, ({ load }) => formatCount(load?.phases.length ?? 0)),
        column('calls', 1, (run) => formatCount(listed(run)?.done ?? null)),
      ]
    : [
        column('kind', 3, kindOf, 'left'),
        column('best quality %', 1, (run) => formatPercent(listed(run)?.best_quality?.value)),
        column('of', 4, (run) => listed(run)?.best_quality?.label ?? '', 'left'),
        column('cases', 2, (run) => formatCount(run.cases)),
        column('repeats', 5, (run) => formatCount(run.repeats)),
      ];
  return textTable(
    [
      column('suite', 0, (run) => run.suite_name, 'left'),
      column('run', 0, (run) => shortRunId(run.run_id), 'left'),
      column('started', 1, (run) => formatInstant(run.started_at_ms), 'left'),
      column('status', 0, marked, 'left'),
      ...about,
      column('cost $', 1, (run) => formatUsd(listed(run)?.total_cost_usd ?? null)),
      column('targets', 2, (run) => formatCount(run.targets.length)),
    ],
    { width: look.width, header: (text) => paint('bold', text) },
  );
}

/** Stored runs, one a line; those under load, which have no quality, apart. */
export function runsTable(runs: Run[], listings: ReadonlyMap<string, RunListing>, look: Look): string {
  const underLoad = runs.filter(({ load }) => load);
  const others = runs.filter(({ load }) => !load);
  return [
    ...(others.length > 0 ? table(others, listings, look) : []),
    ...(others.length > 0 && underLoad.length > 0 ? ['', 'Load runs'] : []),
    ...(underLoad.length > 0 ? table(underLoad, listings, look) : []),
  ].join('\n');
}
