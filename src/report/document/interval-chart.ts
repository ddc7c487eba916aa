import { cutText } from '../../base/cut-text.ts';
import { escapeXml } from '../escape-xml.ts';
import { at, line, text, ticks, width } from './svg.ts';

const labelWidth = 190;
const rowHeight = 24;

export interface IntervalRow {
  label: string;
  value: number | null;
  low: number | null;
  high: number | null;
  /** Said behind the row. */
  said: string;
  isMarked: boolean;
}

export interface IntervalChart {
  title: string;
  rows: IntervalRow[];
  show(value: number): string;
  /** A shaded range, e.g. what does not matter. */
  band?: { low: number; high: number };
  /** Keep these in view. */
  within?: [number, number];
}

/** One row per target: a dot with its interval. */
export function intervalChart({ title, rows, show, band, within }: IntervalChart): string {
  const values = rows.flatMap(({ value, low, high }) => [value, low, high].filter((v) => v !== null));
  const all = [...values, ...(within ?? []), ...(band ? [band.low, band.high] : [])];
  if (values.length === 0) return '';
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const pad = (high - low) * 0.03 || 0.01;
  const right = width - 170;
  const x = (value: number) =>
    labelWidth + ((value - low + pad) / (high - low + 2 * pad)) * (right - labelWidth);
  const bottom = rows.length * rowHeight + 8;
  const axis = ticks(low, high).map(
    (tick) =>
      line(x(tick), 4, x(tick), bottom, 'grid') +
      text(x(tick), bottom + 16, show(tick), ' text-anchor="middle" class="tick"'),
  );
  const shade = band
    ? `<rect class="band" x="${at(x(band.low))}" y="4" width="${at(x(band.high) - x(band.low))}" height="${at(bottom - 4)}"/>`
    : '';
  const marks = rows.map(({ label, value, low: from, high: to, said, isMarked }, i) => {
    const y = i * rowHeight + 20;
    const kind = isMarked ? 'marked' : 'plain';
    const name = `<g>${text(labelWidth - 10, y + 4, cutText(label, 28), ` text-anchor="end"${isMarked ? ' class="strong"' : ''}`)}<title>${escapeXml(label)}</title></g>`;
    const range = from === null || to === null ? '' : line(x(from), y, x(to), y, `range ${kind}`);
    const dot = value === null ? '' : `<circle class="${kind}" cx="${at(x(value))}" cy="${at(y)}" r="4.5"/>`;
    return name + range + dot + text(right + 12, y + 4, said, ' class="said"');
  });
  return `<svg viewBox="0 0 ${width} ${bottom + 26}" role="img" aria-label="${escapeXml(title)}">${shade}${axis.join('')}${marks.join('')}</svg>`;
}
