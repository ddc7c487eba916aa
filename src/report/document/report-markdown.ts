/** A report for a pull request: the paragraph, one table a run, the comparison. */
import type { Report, ReportRun } from '../../contract/report.ts';
import { formatCount, formatCounted, percentText } from '../../view/format.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import { effectText, verdictText } from '../../view/words/comparison-words.ts';
import { judgeNotes } from '../../view/words/judge-words.ts';
import { leftOutText } from '../../view/words/left-out.ts';
import { recommendationParagraph } from '../../view/words/recommendation-words.ts';
import { refusals } from '../../view/words/requirement-words.ts';
import { markdownCell } from '../gate-text.ts';
import { figureColumns, type FigureColumn } from './figure-columns.ts';
import { figuresNotes } from './figures-notes.ts';
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
  const columns: FigureColumn[] = [
    { title: 'target', text: (of) => (of.target_id === answer?.pick ? `▸ ${of.label}` : of.label) },
    figureColumns.calls,
    figureColumns.quality,
    figureColumns.errors,
    ...(figures.some(({ truncated }) => truncated > 0) ? [figureColumns.truncated] : []),
    figureColumns.ttftP50,
    figureColumns.e2eP50,
    figureColumns.cost,
  ];
  const why = answer ? refusals(answer) : [];
  const labels = new Map(figures.map(({ target_id: id, label }) => [id, label]));
  return [
    `Run \`${shortRunId(run.run_id)}\`, ${utc(run.started_at_ms)}, ${run.status}${left === null ? '' : `, left out: ${left}`}`,
    '',
    ...(answer ? [`**${markdownCell(recommendationParagraph(answer))}**`, ''] : []),
    ...table(
      columns.map(({ title }) => title),
      figures.map((of) => columns.map(({ text }) => text(of))),
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
    return [
      comparison.targets[first]?.name ?? '',
      comparison.targets[second]?.name ?? '',
      formatCount(n),
      effectText(quality),
      verdictText(quality),
    ];
  });
  return [
    '### Pairwise, quality in points',
    '',
    ...table(['target', 'compared with', 'cases', 'difference', 'verdict'], rows),
    '',
    `_All ${formatCounted(comparison.family.intervals, 'interval')} of the comparison hold at once with ${percentText(comparison.level, 0)}; verdicts are read from them._`,
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
