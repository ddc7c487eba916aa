/** One run in a report: the answer, figures, charts, and where they come from. */
import { ownValue } from '../../base/own-value.ts';
import type { Candidate, Recommendation } from '../../contract/recommendation.ts';
import type { ReportRun, TargetFigures } from '../../contract/report.ts';
import { formatPercent, formatUsd, intervalText, unknown } from '../../view/format.ts';
import { clientDoubt } from '../../view/words/client-health.ts';
import { judgeNotes } from '../../view/words/judge-words.ts';
import { leftOutText } from '../../view/words/left-out.ts';
import {
  boundsNote,
  differenceText,
  recommendationParagraph,
} from '../../view/words/recommendation-words.ts';
import { refusals } from '../../view/words/requirement-words.ts';
import { sentence } from '../../view/words/sentence.ts';
import { sharedNote } from '../../view/words/shared-note.ts';
import type { WriteFigure } from './chart-figure.ts';
import { figureColumns } from './figure-columns.ts';
import { figuresNotes } from './figures-notes.ts';
import { bullets, htmlTable, paragraph, section, type HtmlColumn } from './html.ts';
import { repeatsPart } from './repeats-section.ts';
import { runFigures } from './run-charts.ts';

/** In the order of the recommendation, best first; else as in the run. */
function ordered({ figures, recommendation }: ReportRun): TargetFigures[] {
  const place = new Map(recommendation?.candidates.map(({ target_id: id }, i) => [id, i]));
  return figures.toSorted((a, b) => (place.get(a.target_id) ?? 0) - (place.get(b.target_id) ?? 0));
}

const columns: HtmlColumn<TargetFigures>[] = [
  { title: 'target', text: ({ label }) => label },
  figureColumns.calls,
  figureColumns.errors,
  figureColumns.quality,
  figureColumns.qualityAnswered,
  figureColumns.truncated,
  figureColumns.cost,
  figureColumns.ttftP50,
  figureColumns.e2eP50,
  figureColumns.e2eP95,
  figureColumns.outputTokens,
];

function categoryTable(figures: TargetFigures[]): string {
  const names = [...new Set(figures.flatMap(({ by_category: by }) => Object.keys(by)))].sort();
  if (names.length < 2 || names.length > 12) return '';
  return `<h3>Quality by category, %</h3>${htmlTable(figures, [
    { title: 'target', text: ({ label }) => label },
    ...names.map((name) => ({
      title: name || '(none)',
      text: ({ by_category: by }: TargetFigures) => formatPercent(ownValue(by, name)?.quality),
    })),
  ])}`;
}

const costText = ({ per_1k_usd: cost }: Candidate) =>
  cost ? `${formatUsd(cost.value)} ${intervalText(cost, formatUsd)}` : unknown;

function evidence(answer: Recommendation): string {
  const why = new Map(refusals(answer).map(({ target_id: id, text }) => [id, text]));
  return htmlTable(
    answer.candidates,
    [
      { title: 'target', text: ({ label }) => label },
      {
        title: answer.requirements.baseline_is_best ? 'vs best other, points' : 'vs baseline, points',
        text: differenceText,
      },
      { title: '$/1k', text: costText },
      { title: 'picked %', text: ({ pick_share: share }) => formatPercent(share, 0) },
      { title: 'frontier %', text: ({ frontier_share: share }) => formatPercent(share, 0) },
      {
        title: 'verdict',
        kind: 'words',
        text: ({ target_id: id, feasible }) =>
          feasible ? 'meets all requirements' : (why.get(id) ?? unknown),
      },
    ],
    ({ target_id: id }) => id === answer.pick,
  );
}

function warnings(entry: ReportRun): string[] {
  const { run, figures, shared, judges } = entry;
  const missing = figures.filter(({ n_unpriced: n }) => n > 0).map(({ label }) => label);
  const planned =
    run.status === 'done' ? [] : [`The run is ${run.status}${run.stopped ? `: ${run.stopped}` : '.'}`];
  const leftOut = leftOutText(run.left_out);
  const doubt = clientDoubt(run.client);
  return [
    ...planned,
    ...(leftOut === null ? [] : [`Left out: ${leftOut}.`]),
    ...sharedNote(shared).map(sentence),
    ...judgeNotes(judges).map(sentence),
    ...figuresNotes(entry).map(sentence),
    ...(doubt === null ? [] : [sentence(doubt)]),
    ...(missing.length > 0 ? [`Cost is unknown, in whole or in part, for ${missing.join(', ')}.`] : []),
  ];
}

/** One run: the answer, its figures, charts, and the evidence. */
export function runSection(
  entry: ReportRun,
  { title, write }: { title: string; write: WriteFigure },
): string {
  const figures = ordered(entry);
  const { recommendation: answer } = entry;
  return section(
    title,
    ...warnings(entry).map((text) => paragraph(text, 'warn')),
    answer ? paragraph(recommendationParagraph(answer), 'answer') : '',
    htmlTable(figures, columns, ({ target_id: id }) => id === answer?.pick),
    paragraph(
      'Each quantile of a time with its 95 % interval (order statistics; ?: too few answers to bound it); ~: too few answers to quote it; cost in US dollars; n/a: unknown.',
      'note',
    ),
    ...runFigures(entry.run, figures, answer).map(
      ({ heading, figure }) => `<h3>${heading}</h3>${write(figure)}`,
    ),
    categoryTable(figures),
    repeatsPart(entry),
    answer ? `<h3>Evidence for the choice</h3>${evidence(answer)}` : '',
    answer ? paragraph(sentence(`${boundsNote(answer)}; intervals of cost 95 % each`), 'note') : '',
    answer ? '' : bullets(['Nothing is recommended: there is one target only.']),
  );
}
