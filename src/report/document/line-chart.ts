import { cutText } from '../../base/cut-text.ts';
import { escapeXml } from '../escape-xml.ts';
import { at, line, text, ticks, width } from './svg.ts';

export interface Line {
  label: string;
  /** `null`: a gap. */
  points: ({ at_ms: number; value: number } | null)[];
}

const hues = ['#1a5fb4', '#c64600', '#26794f', '#813d9c', '#7a5c00', '#a51d2d', '#0f7b8a', '#5e5c64'];

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Values over time, one line per target; at most eight, told apart by colour and by the name at the end. */
export function lineChart(title: string, lines: Line[], show: (value: number) => string): string {
  const shown = lines.slice(0, hues.length);
  const points = shown.flatMap((each) => each.points.filter((point) => point !== null));
  if (new Set(points.map((point) => point.at_ms)).size < 2) return '';
  const [left, right, top, bottom] = [56, width - 170, 12, 220];
  const xs = points.map((point) => point.at_ms);
  const ys = points.map((point) => point.value);
  const [x0, x1] = [Math.min(...xs), Math.max(...xs)];
  const pad = (Math.max(...ys) - Math.min(...ys)) * 0.08 || 0.02;
  const [y0, y1] = [Math.min(...ys) - pad, Math.max(...ys) + pad];
  const px = (value: number) => left + ((value - x0) / (x1 - x0)) * (right - left);
  const py = (value: number) => bottom - ((value - y0) / (y1 - y0)) * (bottom - top);
  const grid = ticks(y0, y1).map(
    (tick) =>
      line(left, py(tick), right, py(tick), 'grid') +
      text(left - 8, py(tick) + 4, show(tick), ' text-anchor="end" class="tick"'),
  );
  const dates = [
    text(left, bottom + 18, day(x0), ' class="tick"'),
    text(right, bottom + 18, day(x1), ' text-anchor="end" class="tick"'),
  ];
  const drawn = shown.map(({ label, points: own }, i) => {
    const there = own.filter((point) => point !== null);
    const dots = there.map(
      (point) =>
        `<circle cx="${at(px(point.at_ms))}" cy="${at(py(point.value))}" r="3.5" fill="${hues[i]}"><title>${escapeXml(`${label} ${day(point.at_ms)}: ${show(point.value)}`)}</title></circle>`,
    );
    const joined = there.map((point) => `${at(px(point.at_ms))},${at(py(point.value))}`).join(' ');
    const legend = `<rect x="${right + 14}" y="${14 + i * 20}" width="10" height="10" fill="${hues[i]}"/>${text(right + 30, 23 + i * 20, cutText(label, 20))}`;
    return `<polyline points="${joined}" fill="none" stroke="${hues[i]}" stroke-width="1.5"/>${dots.join('')}${legend}`;
  });
  return `<svg viewBox="0 0 ${width} ${bottom + 28}" role="img" aria-label="${escapeXml(title)}">${grid.join('')}${dates.join('')}${drawn.join('')}</svg>`;
}
