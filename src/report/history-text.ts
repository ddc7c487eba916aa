import { bucketMs } from '../contract/history-names.ts';
import type { History, HistorySeries } from '../contract/history.ts';
import { formatCount } from '../view/format.ts';
import { cellText, headerOf, type Metric } from '../view/metrics/metric.ts';
import { sparkline } from '../view/sparkline.ts';
import {
  bucketText,
  callsOf,
  changeText,
  firstKnown,
  lastInterval,
  lastKnown,
  lineName,
  markerText,
} from '../view/words/history-words.ts';
import type { Look } from './look.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';
import { wrap } from './wrap.ts';

type Shown = Pick<Metric, 'label' | 'unit' | 'format'>;

/** Wide enough to see a shift, narrow enough for the figures beside it. */
const sparkWidth = 32;

function table(history: History, metric: Shown, look: Look): string[] {
  const { series, since_ms: from, until_ms: to } = history;
  const known = series.flatMap(({ points }) =>
    points.flatMap(({ at_ms, value }) => (value === null ? [] : [at_ms])),
  );
  // an empty beginning or end shows nothing
  const shown = {
    from: Math.max(from, Math.min(...known)),
    to: Math.min(to, Math.max(...known) + bucketMs[history.bucket]),
  };
  const column = columnsOf(series);
  const paint = paintWith(look.color);
  return textTable(
    [
      column('Target', 0, ({ label }) => label, 'left'),
      column('Suite', 3, lineName, 'left'),
      column(
        '',
        2,
        ({ points }) =>
          sparkline(
            points.map(({ at_ms: at, value }) => ({ at, value })),
            { ...shown, width: sparkWidth },
          ),
        'left',
      ),
      column('first', 1, (each) => cellText(metric, { value: firstKnown(each)?.value ?? null, n: null })),
      column(headerOf({ ...metric } as Metric), 0, (each) =>
        cellText(metric, { value: lastKnown(each)?.value ?? null, n: null }),
      ),
      column('95 % interval', 1, (each) => lastInterval(each, metric)),
      column('n', 4, (each) => formatCount(callsOf(each))),
    ],
    { width: look.width, header: (text) => paint('bold', text) },
  );
}

function below(series: HistorySeries, { bucket }: History, metric: Shown, look: Look): string[] {
  const paint = paintWith(look.color);
  const colour = { better: 'green', worse: 'red', different: 'cyan' } as const;
  const changes = (series.changes ?? []).flatMap((change) => [
    ...wrap(`${bucketText(change.at_ms, bucket)}  ${changeText(change, metric)}`, look.width).map((line) =>
      paint(colour[change.verdict], line),
    ),
    ...change.beside.map((marker) => `            beside it: ${markerText(marker)}`),
  ]);
  const told = new Set((series.changes ?? []).flatMap(({ beside }) => beside));
  const markers = series.markers
    .filter((marker) => !told.has(marker))
    .flatMap((marker) => wrap(`${bucketText(marker.at_ms, bucket)}  ${markerText(marker)}`, look.width));
  const none = series.changes && series.changes.length === 0 ? ['no change found'] : [];
  if (changes.length + markers.length + none.length === 0) return [];
  return ['', `${paint('bold', series.label)}, ${lineName(series)}`, ...changes, ...none, ...markers];
}

/** Each line over time with its last figure, then what changed and what was different. */
export function historyText(history: History, metric: Shown, look: Look): string {
  const paint = paintWith(look.color);
  const { series, bucket, since_ms: since, until_ms: until, notes } = history;
  return [
    `${metric.label} by ${bucket}, ${bucketText(since, bucket)} to ${bucketText(until, bucket)}`,
    ...(series.length === 0 ? [] : ['', ...table(history, metric, look)]),
    ...series.flatMap((each) => below(each, history, metric, look)),
    ...(notes.length === 0
      ? []
      : ['', ...notes.flatMap((note) => wrap(note, look.width)).map((line) => paint('dim', line))]),
  ].join('\n');
}
