/** One run in a report: the answer, figures, charts, and where they come from. */
import { ownValue } from '../../base/own-value.ts';
import type { Candidate, Recommendation } from '../../contract/recommendation.ts';
import type { ReportRun, TargetFigures } from '../../contract/report.ts';
import {
  formatCount,
  formatCounted,
  formatDuration,
  formatNumber,
  formatPercent,
  formatUsd,
  intervalText,
  percentText,
  unknown,
} from '../../view/format.ts';
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
import { figureColumns } from './figure-columns.ts';
import { figuresNotes } from './figures-notes.ts';
import { bullets, facts, figure, htmlTable, paragraph, section, type HtmlColumn } from './html.ts';
import { intervalChart } from './interval-chart.ts';
import { repeatsPart } from './repeats-section.ts';
import { scatterChart } from './scatter-chart.ts';
import { utc } from './utc.ts';

const percent = (value: number) => percentText(value, 0);

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

/** On the frontier in at least half of the resamples. */
const frontierOf = (answer: Recommendation | null) =>
  new Set(
    answer?.candidates.flatMap(({ target_id: id, frontier_share: share }) =>
      (share ?? 0) >= 0.5 ? [id] : [],
    ),
  );

function charts(figures: TargetFigures[], answer: Recommendation | null): string[] {
  const pick = answer?.pick ?? null;
  const onFrontier = frontierOf(answer);
  const quality = intervalChart({
    title: 'Quality of each target with its interval',
    rows: figures.map(({ target_id: id, label, quality: q }) => ({
      label,
      value: q?.value ?? null,
      low: q?.low ?? null,
      high: q?.high ?? null,
      said: q ? `${percentText(q.value)} of ${formatCount(q.n)}` : 'n/a',
      isMarked: id === pick,
    })),
    show: percent,
  });
  const cost = scatterChart(
    'Cost against quality',
    figures.flatMap(({ target_id: id, label, quality: q, cost_per_1k_usd: x }) =>
      q && x !== null
        ? [{ label, x, y: q.value, isMarked: id === pick, onFrontier: onFrontier.has(id) }]
        : [],
    ),
    { x: 'US dollars per 1,000 calls', y: 'quality', showX: formatUsd, showY: percent },
  );
  const times = intervalChart({
    title: 'Answer times',
    rows: figures.map(({ target_id: id, label, e2e_ms: spread }) => ({
      label,
      value: spread?.p50 ?? null,
      low: spread?.p50 ?? null,
      high: spread?.provisional ?? null,
      said: spread
        ? `${formatNumber(spread.p50)} – ${spread.p95 === null ? '~' : ''}${formatNumber(spread.provisional)} ms`
        : 'n/a',
      isMarked: id === pick,
    })),
    show: formatNumber,
    within: [0, 0],
  });
  return [
    '<h3>Quality</h3>',
    figure(
      quality,
      'Mean score of all calls, one without an answer counting 0, 95 % interval. Intervals that overlap are no proof of a difference, nor of none.',
    ),
    cost === '' ? '' : '<h3>Cost and quality</h3>',
    figure(
      cost,
      'Rings and the line: targets on the frontier in at least half of the resamples. Filled blue: recommended. Targets of unknown cost are left out.',
    ),
    '<h3>Answer times</h3>',
    figure(
      times,
      'From the median to the 95th percentile of the whole answer, in ms; ~: too few answers to quote that percentile.',
    ),
  ];
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
        title: 'vs baseline, points',
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

export function provenance({ run }: ReportRun): string {
  const { provenance: from } = run;
  return facts([
    ['run', run.run_id],
    ['suite', `${run.suite_name}, sha-256 ${run.suite_hash}`],
    ['started', utc(run.started_at_ms)],
    ...(run.ended_at_ms === null
      ? []
      : [['took', formatDuration((run.ended_at_ms - run.started_at_ms) / 1000)] as const]),
    [
      'plan',
      `${formatCounted(run.cases, 'case')} × ${formatCounted(run.repeats, 'repeat')} × ${formatCounted(run.targets.length, 'target')}, seed ${run.seed}`,
    ],
    [
      'targets',
      run.targets.map(({ label, provider, model }) => `${label} (${provider}/${model})`).join(', '),
    ],
    [
      'made with',
      `Assay ${from.assay_version}, Node ${from.node_version}, ${from.platform}, ${from.cpu}, ${from.cores} cores`,
    ],
    [
      'source',
      from.git_commit === null
        ? unknown
        : `${from.git_commit}${from.git_dirty ? ', with uncommitted changes' : ''}`,
    ],
    ['command', from.command],
  ]);
}

export function runSection(entry: ReportRun, title: string): string {
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
    ...charts(figures, answer),
    categoryTable(figures),
    repeatsPart(entry),
    answer ? `<h3>Evidence for the choice</h3>${evidence(answer)}` : '',
    answer ? paragraph(sentence(`${boundsNote(answer)}; intervals of cost 95 % each`), 'note') : '',
    answer ? '' : bullets(['Nothing is recommended: there is one target only.']),
  );
}
