/** What the targets of a suite can do, as text and as JSON. */
import { abilities, type AbilityVerdict, type TargetCheck } from '../contract/provider.ts';
import { formatCounted, formatNumber, formatUsd } from '../view/format.ts';
import { paintWith, type Paint } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';
import { wrap } from './wrap.ts';

const shown: Record<AbilityVerdict, string> = { yes: 'yes', no: 'NO', unknown: 'n/a' };

/** Over the targets whose cost is known; `null` when none is. */
function totalUsd(checks: TargetCheck[]): number | null {
  const known = checks.flatMap(({ cost_nanousd: cost }) => cost ?? []);
  return known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0) / 1e9;
}

function notesOf(checks: TargetCheck[], width: number, paint: Paint): string[] {
  const problems = checks.flatMap(({ label, problem }) =>
    problem
      ? [
          `${problem.message.startsWith(label) ? '' : `${label}: `}${problem.message}${problem.remedy === null ? '' : `. ${problem.remedy}`}`,
        ]
      : [],
  );
  const calls = checks.reduce((sum, check) => sum + check.calls, 0);
  const unpriced = checks.filter((check) => check.calls > 0 && check.cost_nanousd === null);
  const cost = `${formatCounted(calls, 'call')} ${calls === 1 ? 'was' : 'were'} made, for $${formatUsd(totalUsd(checks))}`;
  const unknown =
    unpriced.length === 0
      ? ''
      : `; the cost of ${unpriced.map(({ label }) => label).join(', ')} is not known`;
  return [
    ...problems.flatMap((text) => wrap(text, width)).map((line) => paint('red', line)),
    ...wrap(cost + unknown, width).map((line) => paint('dim', line)),
  ];
}

export function checksTable(checks: TargetCheck[], options: { color: boolean; width: number }): string {
  const paint = paintWith(options.color);
  const column = columnsOf(checks);
  const lines = textTable(
    [
      column('target', 0, ({ label }) => label, 'left'),
      ...abilities.map((ability, place) =>
        column(ability, place < 3 ? 0 : 1, (check) => shown[check.abilities[ability]]),
      ),
      column('TTFT ms', 2, ({ ttft_ms: ms }) => formatNumber(ms)),
      column('cost $', 2, (check) =>
        formatUsd(check.cost_nanousd === null ? null : check.cost_nanousd / 1e9),
      ),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  );
  return [...lines, '', ...notesOf(checks, options.width, paint)].join('\n');
}

/** `assay.check/1`. `ok`: the suite can be run on every target. */
export function checksJson(checks: TargetCheck[], ok: boolean): string {
  return JSON.stringify(
    { schema: 'assay.check/1', ok, cost_usd: totalUsd(checks), targets: checks },
    null,
    2,
  );
}
