/** A chart in a report, with the words that say what is seen. */
import { visibleText } from '../../base/visible-text.ts';
import type { ChartOption } from '../../view/charts/chart-option.ts';
import type { ChartRoom } from '../../view/charts/chart-room.ts';
import { escapeXml } from '../escape-xml.ts';
import { rooms } from './document-theme.ts';
import type { drawChart } from './draw-chart.ts';

export interface ChartFigure {
  /** For readers who do not see it; the values are in a table. */
  title: string;
  caption: string;
  option: (room: ChartRoom) => ChartOption;
  heightPx: (room: ChartRoom) => number;
}

/** A figure as HTML; '' for none. */
export type WriteFigure = (figure: ChartFigure | null) => string;

/** Numbers the figures of one document. */
export function figureWriter(draw: typeof drawChart): WriteFigure {
  let count = 0;
  return (figure) => {
    if (!figure) return '';
    count += 1;
    const drawings = Object.entries(rooms).map(([kind, room]) => {
      const size = { width: room.widthPx, height: figure.heightPx(room), id: `${kind}-${count}` };
      return `<div class="${kind}">${visibleText(draw(figure.option(room), size))}</div>`;
    });
    return `<figure><div role="img" aria-label="${escapeXml(figure.title)}">${drawings.join('')}</div><figcaption>${escapeXml(figure.caption)}</figcaption></figure>`;
  };
}
