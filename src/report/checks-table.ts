/** What the targets of a suite can do. */
import { abilities, type AbilityVerdict, type TargetChecks } from '../contract/provider.ts';
import { formatCounted, formatNumber, formatUsd } from '../view/format.ts';
import { paintWith, type Paint } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';
import { wrap } from './wrap.ts';

const shown: Record<AbilityVerdict, string> = { yes: 'yes', no: 'NO', unknown: 'n/a' };

function notesOf({ targets: checks, cost_usd: usd }: TargetChecks, width: number, paint: Paint): string[] {
  const problems = checks.flatMap(({ label, problem }) =>
    problem
      ? [
          `${problem.message.startsWith(label) ? '' : `${label}: `}${problem.message}${problem.remedy === null ? '' : `. ${problem.remedy}`}`,
        ]
      : [],
  );
  const calls = checks.reduce((sum, check) => sum + check.calls, 0);
  const unpriced = checks.filter((check) => check.calls > 0 && check.cost_nanousd === null);
  const cost = `${formatCounted(calls, 'call')} ${calls === 1 ? 'was' : 'were'} made, for $${formatUsd(usd)}`;
  const unknown =
    unpriced.length === 0
      ? ''
      : `; the cost of ${unpriced.map(({ label }) => label).join(', ')} is not known`;
  return [
    ...problems.flatMap((text) => wrap(text, width)).map((line) => paint('red', line)),
    ...wrap(cost + unknown, width).map((line) => paint('dim', line)),
  ];
}

export function checksTable(report: TargetChecks, options: { color: boolean; width: number }): string {
  const paint = paintWith(options.color);
  const column = columnsOf(report.targets);
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
  return [...lines, '', ...notesOf(report, options.width, paint)].join('\n');
}
