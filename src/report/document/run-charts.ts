/** The charts of one run: quality, quality against cost, answer times. */
import type { Recommendation } from '../../contract/recommendation.ts';
import type { Run } from '../../contract/run.ts';
import type { Spread, TargetFigures } from '../../contract/report.ts';
import { intervalHeightPx, intervalOption } from '../../view/charts/interval-option.ts';
import type { IntervalRow } from '../../view/charts/interval-series.ts';
import { scatterRoom } from '../../view/charts/scatter-labels.ts';
import { scatterOption } from '../../view/charts/scatter-option.ts';
import { pointOf } from '../../view/charts/scatter-points.ts';
import { formatCount, formatNumber, msTick, percentText, percentTick } from '../../view/format.ts';
import { metrics } from '../../view/metrics/metrics.ts';
import type { TargetLook } from '../../view/target-look.ts';
import type { ChartFigure } from './chart-figure.ts';
import { documentLook, documentTheme as theme } from './document-theme.ts';

interface Charted {
  figures: readonly TargetFigures[];
  looks: ReadonlyMap<string, TargetLook>;
  answer: Recommendation | null;
}

const looksOf = ({ targets }: Run) => new Map(targets.map(({ id }, place) => [id, documentLook(place)]));

function rowsOf(
  { figures, looks, answer }: Charted,
  of: (figures: TargetFigures) => Pick<IntervalRow, 'value' | 'low' | 'high' | 'text'>,
): IntervalRow[] {
  return figures.map((each) => {
    const { colour, symbol } = looks.get(each.target_id) ?? documentLook(0);
    return { label: each.label, colour, symbol, isPick: each.target_id === answer?.pick, ...of(each) };
  });
}

function qualityFigure(charted: Charted): ChartFigure | null {
  if (charted.figures.every(({ quality }) => quality === null)) return null;
  const rows = rowsOf(charted, ({ quality: q }) => ({
    value: q?.value ?? null,
    low: q?.low ?? null,
    high: q?.high ?? null,
    text: q ? `${percentText(q.value)} of ${formatCount(q.n)}` : 'n/a',
  }));
  return {
    title: 'Quality of each target with its interval. The table of figures has the values.',
    caption:
      'Mean score of all calls, one without an answer counting 0, 95 % interval. Intervals that overlap are no proof of a difference, nor of none.',
    heightPx: () => intervalHeightPx(rows.length),
    option: (room) =>
      intervalOption({
        rows,
        axisName: 'Quality, %',
        tick: percentTick,
        bounds: { min: 0, max: 1 },
        room: { ...room, textChars: Math.min(room.textChars, 18) },
        theme,
      }),
  };
}

/** On the frontier in at least half of the resamples. */
const frontierOf = (answer: Recommendation | null) =>
  new Set(
    answer?.candidates.flatMap(({ target_id: id, frontier_share: share }) =>
      (share ?? 0) >= 0.5 ? [id] : [],
    ),
  );

function costFigure({ figures, looks, answer }: Charted): ChartFigure | null {
  const frontier = frontierOf(answer);
  const points = figures.flatMap(({ target_id: id, label, quality, cost_per_1k_usd: cost, asked }) => {
    const xReading = { value: cost, n: asked };
    const point = pointOf({ id, label, quality, xReading, onFrontier: frontier.has(id) });
    return point && point.x > 0 ? [point] : [];
  });
  if (points.length < 2) return null;
  return {
    title: 'Quality of each target against its cost. The table of figures has the values.',
    caption:
      'Up and to the left is better. Bars: 95 % intervals; stepped line: targets on the Pareto frontier in at least half of the resamples; in bold: recommended. Targets of unknown cost are left out.',
    heightPx: () => 340,
    option: ({ widthPx, nameChars }) =>
      scatterOption({
        points,
        x: metrics.costPer1k,
        isLog: true,
        looks,
        theme,
        pick: answer?.pick ?? null,
        room: scatterRoom({ widthPx, nameChars }),
      }),
  };
}

const timesText = (spread: Spread) =>
  `${formatNumber(spread.p50)} – ${spread.p95 === null ? '~' : ''}${formatNumber(spread.provisional)} ms`;

function timesFigure(charted: Charted): ChartFigure | null {
  if (charted.figures.every(({ e2e_ms: spread }) => spread === null)) return null;
  const rows = rowsOf(charted, ({ e2e_ms: spread }) => ({
    value: spread?.p50 ?? null,
    low: spread?.p50 ?? null,
    high: spread?.provisional ?? null,
    text: spread ? timesText(spread) : 'n/a',
  }));
  return {
    title: 'Answer times of each target, from p50 to p95. The table of figures has the values.',
    caption:
      'From the median to the 95th percentile of the whole answer; ~: too few answers to quote that percentile.',
    heightPx: () => intervalHeightPx(rows.length),
    option: (room) =>
      intervalOption({
        rows,
        axisName: 'End to end, p50 to p95',
        tick: msTick,
        isFromZero: true,
        room: { ...room, textChars: Math.min(room.textChars, 20) },
        theme,
      }),
  };
}

/** With their headings; a chart that would show nothing is left out. */
export function runFigures(
  run: Run,
  figures: readonly TargetFigures[],
  answer: Recommendation | null,
): { heading: string; figure: ChartFigure | null }[] {
  const charted = { figures, looks: looksOf(run), answer };
  return [
    { heading: 'Quality', figure: qualityFigure(charted) },
    { heading: 'Cost and quality', figure: costFigure(charted) },
    { heading: 'Answer times', figure: timesFigure(charted) },
  ].filter(({ figure }) => figure !== null);
}
