/** What went wrong, per target: one bar of stacked shares. */
import type { RunSummary, TargetSummary } from '../../contract/analysis.ts';
import { errorClasses, outcomes } from '../../contract/outcome.ts';
import { fitLabels } from '../label-tails.ts';
import { formatCount, percentText, percentTick } from '../format.ts';
import type { ChartOption, TooltipCard } from './chart-option.ts';
import { axisLook, tooltipLook, type ChartTheme } from './chart-theme.ts';

export type FailureView = 'outcome' | 'class';

export interface FailuresInput {
  summary: RunSummary;
  hidden: ReadonlySet<string>;
  view: FailureView;
  theme: ChartTheme;
}

const kindsOf = { outcome: outcomes.filter((outcome) => outcome !== 'ok'), class: errorClasses } as const;

/** How often a target's calls ended in each way that is not `ok`. */
export function failureCounts(summary: TargetSummary, view: FailureView): Map<string, number> {
  const counts: Partial<Record<string, number>> =
    view === 'outcome' ? summary.outcomes : summary.error_classes;
  return new Map(kindsOf[view].flatMap((kind) => (counts[kind] ? [[kind, counts[kind]] as const] : [])));
}

/** Kinds that occur at all, in the fixed order of the contract, so that a colour always means the same. */
export function failureKinds(targets: TargetSummary[], view: FailureView): string[] {
  return kindsOf[view].filter((kind) => targets.some((target) => failureCounts(target, view).has(kind)));
}

export function failuresHeight(rows: number): number {
  return 70 + Math.max(1, rows) * 34;
}

/** From violet over red to yellow: green and blue, which mean well, are left out. */
const hues = [4, 38, 320, 22, 275, 50, 345];

/** Muted, so that they are not taken for targets; neighbours in the list differ in hue, and those of one hue in lightness. */
export function failureColour(kind: string, view: FailureView, { scheme }: ChartTheme): string {
  const index = (kindsOf[view] as readonly string[]).indexOf(kind);
  const lightness = (scheme === 'light' ? 36 : 48) + (Math.floor(index / hues.length) % 3) * 13;
  return `hsl(${hues[index % hues.length]}, 48%, ${lightness}%)`;
}

/** Characters of a name beside its bar. */
const labelWidth = 22;

export function failuresOption({ summary, hidden, view, theme }: FailuresInput): ChartOption {
  const rows = summary.targets.filter(({ target }) => !hidden.has(target.id));
  const kinds = failureKinds(rows, view);
  return {
    textStyle: { fontFamily: theme.font },
    grid: {
      left: 8,
      right: 20,
      top: 34,
      bottom: 26,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: {
      type: 'scroll',
      top: 0,
      left: 0,
      itemWidth: 10,
      itemHeight: 10,
      itemGap: 14,
      icon: 'rect',
      textStyle: { color: theme.muted, fontSize: 11, fontFamily: theme.font },
    },
    tooltip: {
      ...tooltipLook(theme),
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: theme.line, opacity: 0.5 } },
      formatter: (hits) =>
        card(rows[Array.isArray(hits) ? (hits[0]?.dataIndex ?? -1) : hits.dataIndex], view),
    },
    ...axes(rows, theme),
    series: kinds.map((kind) => ({
      type: 'bar',
      id: kind,
      name: kind,
      stack: 'failures',
      barMaxWidth: 18,
      itemStyle: { color: failureColour(kind, view, theme), borderColor: theme.panel, borderWidth: 1 },
      data: rows.map((row) => (row.n === 0 ? null : (failureCounts(row, view).get(kind) ?? 0) / row.n)),
    })),
  };
}

function axes(rows: TargetSummary[], theme: ChartTheme): Pick<ChartOption, 'xAxis' | 'yAxis'> {
  const look = axisLook(theme);
  const names = fitLabels(
    rows.map(({ target }) => target.label),
    labelWidth,
  );
  return {
    xAxis: {
      ...look,
      type: 'value',
      name: 'Fraction of completed calls, %',
      nameLocation: 'middle',
      nameGap: 26,
      axisLabel: { ...look.axisLabel, formatter: percentTick },
    },
    yAxis: {
      ...look,
      type: 'category',
      inverse: true,
      data: rows.map(({ target }) => target.label),
      axisLabel: {
        ...look.axisLabel,
        formatter: (_: string, index: number) => names[index] ?? '',
        color: theme.text,
        width: 140,
        overflow: 'truncate',
        interval: 0,
        hideOverlap: false,
      },
    },
  };
}

function card(row: TargetSummary | undefined, view: FailureView): TooltipCard | null {
  if (!row) return null;
  const lines = [...failureCounts(row, view)].map(([kind, count]): [string, string] => [
    kind,
    `${formatCount(count)}  (${percentText(count / row.n)})`,
  ]);
  return {
    title: `${row.target.label}, ${formatCount(row.n)} completed`,
    colour: null,
    rows: lines.length > 0 ? lines : [['no failures', '']],
  };
}
