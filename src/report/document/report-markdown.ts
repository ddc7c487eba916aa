/** A report for a pull request: the paragraph, one table a run, the comparison. */
import type { Report, ReportRun } from '../../contract/report.ts';
import {
  formatCount,
  formatCounted,
  formatQuantile,
  formatPercent,
  formatPercentEstimate,
  formatUsd,
  unknown,
} from '../format.ts';
import { markdownCell } from '../gate-text.ts';
import { judgeNotes } from '../judge-words.ts';
import { leftOutText } from '../left-out-text.ts';
import { recommendationParagraph, refusals } from '../recommendation-text.ts';
import { shortRunId } from '../runs-table.ts';
import { cutShareOf, figuresNotes } from './figures-notes.ts';
import { methodNotes } from './method-notes.ts';
import { repeatsRows } from './repeats-section.ts';
import { utc } from './utc.ts';

const row = (cells: string[]) => `| ${cells.map(markdownCell).join(' | ')} |`;

function table(head: string[], rows: string[][]): string[] {
  const rule = `| ${head.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`;
  return [row(head), rule, ...rows.map(row)];
}

function runLines(entry: ReportRun): string[] {
  const { run, figures, recommendation: answer } = entry;
  const left = leftOutText(run.left_out);
  const repeats = repeatsRows(entry);
  const isCut = figures.some(({ truncated }) => truncated > 0);
  const rows = figures.map((of) => [
    of.target_id === answer?.pick ? `▸ ${of.label}` : of.label,
    formatCount(of.asked),
    formatPercentEstimate(of.quality),
    formatPercent(of.error_rate?.value),
    ...(isCut ? [formatPercent(cutShareOf(of))] : []),
    formatQuantile(of.ttft_ms?.p50, of.ttft_ms?.intervals.p50),
    formatQuantile(of.e2e_ms?.p50, of.e2e_ms?.intervals.p50),
    formatUsd(of.cost_per_1k_usd),
  ]);
  const why = answer ? refusals(answer) : [];
  const labels = new Map(figures.map(({ target_id: id, label }) => [id, label]));
  return [
    `Run \`${shortRunId(run.run_id)}\`, ${utc(run.started_at_ms)}, ${run.status}${left === null ? '' : `, left out: ${left}`}`,
    '',
    ...(answer ? [`**${markdownCell(recommendationParagraph(answer))}**`, ''] : []),
    ...table(
      [
        'target',
        'calls',
        'quality %',
        'failed %',
        ...(isCut ? ['cut %'] : []),
        'TTFT p50 ms',
        'e2e p50 ms',
        '$/1k',
      ],
      rows,
    ),
    '',
    ...figuresNotes(entry).flatMap((note) => [`_${markdownCell(note)}_`, '']),
    ...judgeNotes(entry.judges).flatMap((note) => [`_${markdownCell(note)}_`, '']),
    ...(repeats.rows.length === 0 ? [] : [...table(repeats.head, repeats.rows), '']),
    ...(why.length === 0
      ? []
      : [
          '<details><summary>Why not the others</summary>',
          '',
          ...why.map(({ target_id: id, text }) => `- ${markdownCell(`${labels.get(id) ?? id}: ${text}`)}`),
          '',
          '</details>',
          '',
        ]),
  ];
}

function comparisonLines({ comparison }: Report): string[] {
  if (!comparison) return [];
  const rows = comparison.pairs.map(({ first, second, metrics, shared_cases: n }) => {
    const quality = metrics.find(({ metric }) => metric === 'quality');
    const effect = quality?.effect;
    return [
      comparison.targets[first]?.name ?? '',
      comparison.targets[second]?.name ?? '',
      formatCount(n),
      effect
        ? `${formatPercent(effect.value)} [${formatPercent(effect.low)}, ${formatPercent(effect.high)}]`
        : unknown,
      quality?.verdict ?? unknown,
    ];
  });
  return [
    '### Pairwise, quality in points',
    '',
    ...table(['target', 'against', 'cases', 'difference', 'verdict'], rows),
    '',
    `_All ${formatCounted(comparison.family.intervals, 'interval')} of the comparison hold at once with ${formatPercent(comparison.level, 0)} %; verdicts are read from them._`,
    '',
  ];
}

export function reportMarkdown(report: Report): string {
  return [
    `## ${markdownCell(report.title)}`,
    '',
    ...report.runs.flatMap(runLines),
    ...comparisonLines(report),
    '<details><summary>How the numbers are made</summary>',
    '',
    ...methodNotes(report).map((note) => `- ${note}`),
    '',
    '</details>',
    '',
  ].join('\n');
}
