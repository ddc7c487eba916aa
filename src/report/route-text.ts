/** What routing would have come to, as text. */
import type { RouteReport } from '../contract/route.ts';
import type { RunTarget } from '../contract/run.ts';
import { formatCounted, formatPercent, formatUsd, unknown } from '../view/format.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';
import { wrap } from './wrap.ts';

const points = (value: number | null) =>
  value === null ? '' : `${value >= 0 ? '+' : ''}${formatPercent(value)}`;

function routerLine({ router }: RouteReport, labelOf: (id: string) => string): string[] {
  if (!router) return [];
  const { apgr, oracle_apgr: best, cpt } = router;
  const calls = (['20', '50', '80'] as const).map((share) => `${share} %: ${formatPercent(cpt[share])}`);
  return [
    `two-model router by category, ${labelOf(router.weak)} and ${labelOf(router.strong)}: APGR ${apgr?.toFixed(3) ?? unknown} (random 0.5, oracle ${best?.toFixed(3) ?? unknown}); calls to the strong one, in per cent, to recover so much of the gap: ${calls.join(', ')}`,
  ];
}

export function routeText(
  report: RouteReport,
  targets: RunTarget[],
  options: { color: boolean; width: number },
): string {
  const paint = paintWith(options.color);
  const labelOf = (id: string) => targets.find((target) => target.id === id)?.label ?? id;
  const column = columnsOf(report.policies);
  const table = textTable(
    [
      column('policy', 0, ({ name, hypothetical }) => `${hypothetical ? '† ' : ''}${name}`, 'left'),
      column('quality %', 0, ({ quality }) => formatPercent(quality)),
      column('', 2, ({ low, high }) => `[${formatPercent(low)}, ${formatPercent(high)}]`),
      column('$/1k', 0, ({ per_1k_usd: cost }) => formatUsd(cost)),
      column('above mixing', 1, ({ above_mixing: above }) => points(above)),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  );
  const { policy, left_out: left } = report;
  const categories = Object.entries(policy.categories).map(
    ([category, id]) => `${category || '(none)'} → ${labelOf(id)}`,
  );
  const notes = [
    `by category: ${[...categories, `else ${labelOf(policy.fallback)}`].join(', ')}`,
    ...routerLine(report, labelOf),
    `AIQ of the single targets ${report.aiq?.toFixed(3) ?? unknown}; above mixing: points of quality above sending calls to single targets at random at the same cost`,
    '† cannot be had: it knows what is right before or after asking',
    `fitted on ${formatCounted(report.fitted, 'case')}, evaluated on ${report.held_out} held-out cases; a call without an answer counts as quality 0; margin ${formatPercent(report.margin)} points`,
    ...left.map(({ target_id: id, reason }) => `left out: ${labelOf(id)}, ${reason}`),
  ];
  return [
    ...table,
    '',
    ...notes.flatMap((note) => wrap(note, options.width)).map((line) => paint('dim', line)),
  ].join('\n');
}
