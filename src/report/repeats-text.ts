/** How repeats of a case agree, one row a target. */
import type { RepeatReport, TargetRepeats } from '../contract/repeats.ts';
import { formatPercent } from '../view/format.ts';
import { textTable, type Column } from './text-table.ts';

const share = (value: number | null | undefined) => (value == null ? 'n/a' : formatPercent(value, 1));

/** Shown as columns: as many of these as there are repeats for. */
const columnsOfK = [1, 2, 4, 8];

const rate = (target: TargetRepeats, k: number) => target.pass.find((item) => item.k === k);

function columns(targets: TargetRepeats[]): Column[] {
  const most = Math.max(0, ...targets.map((target) => target.most_repeats));
  const right = (title: string, priority: number, cell: (target: TargetRepeats) => string): Column => ({
    title,
    align: 'right',
    priority,
    cells: targets.map(cell),
  });
  return [
    { title: 'target', align: 'left', priority: 0, cells: targets.map(({ target }) => target.label) },
    right('repeats', 1, (target) => String(target.most_repeats)),
    right('mean', 0, (target) => share(target.reduced.mean)),
    right('majority', 3, (target) => share(target.reduced.majority)),
    right('best', 4, (target) => share(target.reduced.max)),
    ...columnsOfK
      .filter((k) => k > 1 && k <= most)
      .flatMap((k) => [
        right(`pass@${k}`, 1, (target) => share(rate(target, k)?.pass_at_k)),
        right(`pass^${k}`, 1, (target) => share(rate(target, k)?.pass_hat_k)),
      ]),
    right('spread', 2, (target) => (target.spread === null ? 'n/a' : target.spread.toFixed(3))),
    right('flaky', 0, (target) => share(target.flaky_share)),
  ];
}

export function repeatsText(report: RepeatReport, look: { width: number }): string {
  const flaky = report.targets.flatMap(({ target, flaky }) =>
    flaky
      .slice(0, 3)
      .map(({ case_id, correct, n }) => `  ${target.label}: ${case_id}, right ${correct} of ${n} times`),
  );
  return [
    ...textTable(columns(report.targets), look),
    ...(flaky.length > 0 ? ['', 'Right sometimes:', ...flaky] : []),
  ].join('\n');
}
