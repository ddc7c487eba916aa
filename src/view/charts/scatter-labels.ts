/** Names beside the points of a scatter chart. */
import type { ScatterSeriesOption } from 'echarts/charts';
import { fitLabels } from '../label-tails.ts';
import { shortLabels } from '../short-labels.ts';
import type { ChartRoom } from './chart-room.ts';
import type { ChartTheme } from './chart-theme.ts';
import type { ScatterPoint } from './scatter-points.ts';

/** Where a drawing's size is known, names stay inside of it. */
export interface LabelRoom {
  /** Characters of a name. */
  chars: number;
  plotWidthPx: number;
}

/** Where the size is not known before it is drawn. */
export const ampleRoom: LabelRoom = { chars: 26, plotWidthPx: 10_000 };

const axisPx = 70;
const mostChars = 26;

/** Of a chart of that width, its axis included. */
export const scatterRoom = ({ widthPx, nameChars }: Pick<ChartRoom, 'widthPx' | 'nameChars'>): LabelRoom => ({
  chars: Math.min(mostChars, nameChars),
  plotWidthPx: widthPx - axisPx,
});

type PointLabel = NonNullable<ScatterSeriesOption['label']>;

interface LabelInput {
  points: readonly ScatterPoint[];
  /** Where a value is along the axis, 0 to 1. */
  positionOf: (x: number) => number;
  room: LabelRoom;
  /** Recommended: in bold. */
  pick?: string | null | undefined;
  theme: ChartTheme;
}

const charPx = 6.3;

/**
 * The steps reach a point of the frontier from below and leave it to the right: its upper left is free. All other points lie below
 * and to the right of the steps, where their labels go. At the edges there is no such choice.
 */
function isLeft({ onFrontier }: ScatterPoint, position: number, needPx: number, widthPx: number): boolean {
  const wantsLeft = position > (onFrontier ? 0.25 : 0.75);
  const hasRoom = (wantsLeft ? position : 1 - position) * widthPx >= needPx;
  return hasRoom ? wantsLeft : position > 0.5;
}

export function pointLabels({ points, positionOf, room, pick, theme }: LabelInput): PointLabel[] {
  const names = fitLabels(shortLabels(points.map(({ label }) => label)), room.chars);
  return points.map((point, index) => {
    const name = names[index] ?? point.label;
    const left = isLeft(point, positionOf(point.x), 15 + name.length * charPx, room.plotWidthPx);
    return {
      show: true,
      // a function: in a text ECharts would replace what is between braces
      formatter: () => name,
      position: [left ? -4 : 15, point.onFrontier ? -5 : 14],
      align: left ? 'right' : 'left',
      verticalAlign: 'middle',
      color: point.onFrontier ? theme.text : theme.muted,
      fontSize: 11,
      fontFamily: theme.font,
      ...(point.id === pick && { fontWeight: 'bold' }),
      textBorderColor: theme.panel,
      textBorderWidth: 4,
    };
  });
}
