import { cutText } from '../../base/cut-text.ts';
import { escapeXml } from '../escape-xml.ts';
import { at, line, logTicks, text, ticks, width } from './svg.ts';

export interface ScatterPoint {
  label: string;
  x: number;
  y: number;
  isMarked: boolean;
  onFrontier: boolean;
}

/** Labels go where they cover no other; what finds no place is named in the tooltip alone. */
function placeLabels(points: { point: ScatterPoint; px: number; py: number }[], right: number): string[] {
  const taken = points.map(({ px, py }) => ({ left: px - 6, right: px + 6, top: py - 6, bottom: py + 6 }));
  return points
    .toSorted(
      (a, b) =>
        Number(b.point.isMarked) - Number(a.point.isMarked) ||
        Number(b.point.onFrontier) - Number(a.point.onFrontier),
    )
    .map(({ point, px, py }) => {
      const label = cutText(point.label, 26);
      const size = label.length * (point.isMarked ? 7 : 6.3);
      for (const [dx, dy] of [
        [9, 4],
        [-9 - size, 4],
        [-size / 2, -11],
        [-size / 2, 19],
        [9, -9],
        [9, 17],
      ] as const) {
        const box = { left: px + dx, right: px + dx + size, top: py + dy - 10, bottom: py + dy + 3 };
        const isFree = taken.every(
          (other) =>
            box.right < other.left ||
            box.left > other.right ||
            box.bottom < other.top ||
            box.top > other.bottom,
        );
        if (!isFree || box.left < 50 || box.right > right || box.top < 0) continue;
        taken.push(box);
        const anchor = dx === -9 - size ? ' text-anchor="end"' : '';
        const x = anchor === '' ? box.left : px - 9;
        return text(x, py + dy, label, `${anchor}${point.isMarked ? ' class="strong"' : ''}`);
      }
      return '';
    });
}

/** Cost (logarithmic) against quality, the frontier as a line. */
export function scatterChart(
  title: string,
  points: ScatterPoint[],
  axes: { x: string; y: string; showX(value: number): string; showY(value: number): string },
): string {
  const drawn = points.filter(({ x }) => x > 0);
  if (drawn.length < 2) return '';
  const height = 340;
  const [left, right, top, bottom] = [56, width - 16, 14, height - 44];
  const xs = drawn.map(({ x }) => Math.log(x));
  const ys = drawn.map(({ y }) => y);
  const [x0, x1] = [Math.min(...xs) - 0.25, Math.max(...xs) + 0.25];
  const padY = (Math.max(...ys) - Math.min(...ys)) * 0.08 || 0.02;
  const [y0, y1] = [Math.min(...ys) - padY, Math.max(...ys) + padY];
  const px = (x: number) => left + ((Math.log(x) - x0) / (x1 - x0)) * (right - left);
  const py = (y: number) => bottom - ((y - y0) / (y1 - y0)) * (bottom - top);
  const grid = [
    ...logTicks(Math.exp(x0), Math.exp(x1)).map(
      (tick) =>
        line(px(tick), top, px(tick), bottom, 'grid') +
        text(px(tick), bottom + 16, axes.showX(tick), ' text-anchor="middle" class="tick"'),
    ),
    ...ticks(y0, y1).map(
      (tick) =>
        line(left, py(tick), right, py(tick), 'grid') +
        text(left - 8, py(tick) + 4, axes.showY(tick), ' text-anchor="end" class="tick"'),
    ),
  ];
  const frontier = drawn.filter(({ onFrontier }) => onFrontier).sort((a, b) => a.x - b.x);
  const path = frontier.map(({ x, y }) => `${at(px(x))},${at(py(y))}`).join(' ');
  const placed = drawn
    .toSorted((a, b) => Number(a.isMarked) - Number(b.isMarked))
    .map((point) => ({ point, px: px(point.x), py: py(point.y) }));
  const dots = placed.map(
    ({ point, px: cx, py: cy }) =>
      `<circle class="${point.isMarked ? 'marked' : point.onFrontier ? 'front' : 'plain'}" cx="${at(cx)}" cy="${at(cy)}" r="5"><title>${escapeXml(point.label)}</title></circle>`,
  );
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">${grid.join('')}<polyline class="frontier" points="${path}"/>${dots.join('')}${placeLabels(placed, right).join('')}${text((left + right) / 2, height - 8, axes.x, ' text-anchor="middle" class="tick"')}${text(left, 10, axes.y, ' class="tick"')}</svg>`;
}
