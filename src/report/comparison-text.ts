/** A comparison as a person reads it in a terminal. Recomputes nothing. */
import type {
  CaseGroup,
  ComparedTarget,
  Comparison,
  MetricComparison,
  PairComparison,
} from '../contract/comparison.ts';
import { formatCount, formatCounted, formatPoints, intervalText, percentText } from '../view/format.ts';
import {
  comparedNames,
  comparedTimesNote,
  effectText,
  effectValue,
  pText,
  sideText,
  shortVerdictText,
  verdictMarks,
  verdictText,
} from '../view/words/comparison-words.ts';
import { intervalBar } from './interval-bar.ts';
import { paintWith, type Paint } from './paint.ts';
import { cutApart, truncate } from './cut-names.ts';
import { column, columnsOf, pad, textTable, type Column } from './text-table.ts';
import type { Look } from './look.ts';
import { wrap } from './wrap.ts';

/** Of the line an interval is drawn on, in the close view and in the table. */
const barCells = { close: 21, table: 15 };
/** A pair is shown closely up to so many; more are lines of a table. */
const closely = 1;
const nameWidth = { even: 26, uneven: 23 };
const groupsShown = 8;
const examplesShown = 5;

const logOf = (metric: MetricComparison) => (metric.scale === 'ratio' ? Math.log : (x: number) => x);

/** So far out lie the intervals of this line; the same for all lines that shall be compared by eye. */
function reachOf(metrics: MetricComparison[]): number {
  const ends = metrics.flatMap((metric) =>
    metric.effect ? [metric.effect.low, metric.effect.high].map((end) => Math.abs(logOf(metric)(end))) : [],
  );
  return Math.max(1e-9, ...ends);
}

function barOf(metric: MetricComparison, reach: number, cells: number, paint: Paint): string {
  if (!metric.effect) return '';
  const { low, value, high } = metric.effect;
  const scale = logOf(metric);
  const ends = { low: scale(low), value: scale(value), high: scale(high) };
  return coloured(metric, intervalBar(ends, { reach, cells }), paint);
}

function coloured({ verdict }: MetricComparison, text: string, paint: Paint): string {
  if (verdict === 'better') return paint('green', text);
  if (verdict === 'worse') return paint('red', text);
  return verdict === 'within' ? paint('cyan', text) : paint('dim', text);
}

/** Left of the middle the first is less, right of it more. */
const axis = (cells: number) => `${pad('−', cells - 1, 'left')}+`;

/** Two targets metric by metric, and the cases behind their difference in quality. */
function closeUp(
  pair: PairComparison,
  [first, second]: [ComparedTarget, ComparedTarget],
  look: Look,
): string[] {
  const paint = paintWith(look.color);
  const { metrics } = pair;
  const [firstName = '', secondName = ''] = cutApart([first.name, second.name], 18);
  const column = columnsOf(metrics);
  const table = textTable(
    [
      column('', 0, ({ metric }) => comparedNames[metric], 'left'),
      column(firstName, 2, ({ metric, first: value }) => sideText(metric, value)),
      column(secondName, 2, ({ metric, second: value }) => sideText(metric, value)),
      column('difference', 0, effectText),
      column(
        axis(barCells.close),
        3,
        (metric) => barOf(metric, reachOf([metric]), barCells.close, paint),
        'left',
      ),
      column('p', 4, pText),
      column('verdict', 0, (metric) => coloured(metric, shortVerdictText(metric), paint), 'left'),
    ],
    { width: look.width, header: (text) => paint('bold', text) },
  );
  return [
    `${paint('bold', first.name)} compared with ${paint('bold', second.name)}, ${formatCounted(pair.shared_cases, 'case')} that both were asked`,
    '',
    ...table,
    '',
    ...behind(pair, [first, second], look),
  ];
}

function behind(
  { cases, metrics }: PairComparison,
  [first, second]: [ComparedTarget, ComparedTarget],
  look: Look,
): string[] {
  const paint = paintWith(look.color);
  const suite = metrics.find(({ metric }) => metric === 'quality')?.this_suite;
  const lines = [
    `${first.name} is ahead in ${formatCounted(cases.first_ahead, 'case')}, ${second.name} in ${formatCount(cases.second_ahead)}; ${formatCounted(cases.level, 'tie')}.`,
    ...(suite
      ? [
          `For this suite's cases alone, asked again: ${intervalText(suite, formatPoints)} points (95 %, quality by itself).`,
        ]
      : []),
    ...[
      { ids: cases.first_examples, name: first.name },
      { ids: cases.second_examples, name: second.name },
    ].flatMap(({ ids, name }) =>
      ids.length === 0
        ? []
        : [
            `${name} ahead: ${ids.slice(0, examplesShown).join(', ')}${ids.length > examplesShown ? ', …' : ''}`,
          ],
    ),
  ];
  const groups = [...cases.by_category, ...cases.by_tag.map((tag) => ({ ...tag, name: `#${tag.name}` }))];
  return [
    ...lines.flatMap((line) => wrap(line, look.width)),
    ...(groups.length === 0 ? [] : ['', ...groupTable(groups, [first, second], look, paint)]),
  ];
}

function groupTable(
  groups: CaseGroup[],
  [first, second]: [ComparedTarget, ComparedTarget],
  look: Look,
  paint: Paint,
): string[] {
  const shown = groups
    .toSorted((a, b) => Math.abs(b.difference) * b.n - Math.abs(a.difference) * a.n)
    .slice(0, groupsShown);
  return textTable(
    [
      column(
        'where they differ most',
        0,
        shown.map(({ name }) => name),
        'left',
      ),
      column(
        'cases',
        1,
        shown.map(({ n }) => formatCount(n)),
      ),
      column(
        'points',
        0,
        shown.map(({ difference }) => formatPoints(difference)),
      ),
      column(
        truncate(`${first.name} ahead`, 24),
        2,
        shown.map(({ first_ahead }) => formatCount(first_ahead)),
      ),
      column(
        truncate(`${second.name} ahead`, 24),
        2,
        shown.map(({ second_ahead }) => formatCount(second_ahead)),
      ),
    ],
    { width: look.width, header: (text) => paint('bold', text) },
  );
}

/** Who is compared; on how many cases, where pairs differ in that. */
function pairColumns({ pairs, targets }: Pick<Comparison, 'pairs' | 'targets'>): Column[] {
  const isUneven = new Set(pairs.map(({ shared_cases: shared }) => shared)).size > 1;
  const names = cutApart(
    targets.map(({ name }) => name),
    isUneven ? nameWidth.uneven : nameWidth.even,
  );
  const of = columnsOf(pairs);
  return [
    of('target', 0, ({ first }) => names[first] ?? '', 'left'),
    of('compared with', 0, ({ second }) => names[second] ?? '', 'left'),
    ...(isUneven ? [of('cases', 0, ({ shared_cases: shared }) => formatCount(shared))] : []),
  ];
}

/** Many pairs, one a line: quality drawn, the rest in a word. */
function overview({ pairs, targets }: Pick<Comparison, 'pairs' | 'targets'>, look: Look): string[] {
  const paint = paintWith(look.color);
  const of = (metric: MetricComparison['metric']) =>
    pairs.map((pair) => pair.metrics.find((one) => one.metric === metric) as MetricComparison);
  const quality = of('quality');
  const reach = reachOf(quality);
  const word = (metric: MetricComparison) =>
    metric.effect === null
      ? coloured(metric, verdictText(metric), paint)
      : coloured(
          metric,
          `${effectValue(metric)} ${metric.verdict === 'undecided' ? '?' : verdictText(metric)}`,
          paint,
        );
  return textTable(
    [
      column(
        '',
        0,
        quality.map((metric) => coloured(metric, verdictMarks[metric.verdict], paint)),
        'left',
      ),
      ...pairColumns({ pairs, targets }),
      column('quality, points', 0, quality.map(effectText)),
      column(
        axis(barCells.table),
        2,
        quality.map((metric) => barOf(metric, reach, barCells.table, paint)),
        'left',
      ),
      column('p', 5, quality.map(pText)),
      column(
        'verdict',
        0,
        quality.map((metric) => coloured(metric, shortVerdictText(metric), paint)),
        'left',
      ),
      column(comparedNames.e2e_ms, 3, of('e2e_ms').map(word), 'left'),
      column('cost', 4, of('cost').map(word), 'left'),
    ],
    { width: look.width, header: (text) => paint('bold', text) },
  );
}

/** One pair closely, several as a table; then what to bear in mind. */
export function comparisonText(comparison: Comparison, look: Look): string {
  const { targets, pairs, notes } = comparison;
  const paint = paintWith(look.color);
  const body =
    pairs.length <= closely
      ? pairs.flatMap((pair) =>
          closeUp(
            pair,
            [targets[pair.first], targets[pair.second]] as [ComparedTarget, ComparedTarget],
            look,
          ),
        )
      : overview(comparison, look);
  const { family, level } = comparison;
  const scope = `All ${formatCounted(family.intervals, 'interval')} hold at once with ${percentText(level, 0)}, for work like this suite; p and verdicts go with them.`;
  const method =
    pairs.length > 1
      ? `${scope} They are of ${pairs.length} pairs and what is measured of them.`
      : `${scope} Verdicts are about the first of the two.`;
  const reading = body.some((line) => line.includes('inconclusive, +'))
    ? ['"inconclusive, +n": about n more cases would decide.']
    : [];
  return [
    ...body,
    '',
    ...[method, comparedTimesNote, ...reading, ...notes]
      .flatMap((note) => wrap(note, look.width))
      .map((line) => paint('dim', line)),
  ].join('\n');
}
