/** Charts as SVG text: no script, no font of their own, the same bytes for the same numbers. */
import { escapeXml } from '../escape-xml.ts';

/** Enough digits to be exact on paper, few enough to stay small. */
export const at = (value: number) => String(Math.round(value * 10) / 10);

export const text = (x: number, y: number, content: string, attributes = '') =>
  `<text x="${at(x)}" y="${at(y)}"${attributes}>${escapeXml(content)}</text>`;

export const line = (x1: number, y1: number, x2: number, y2: number, kind: string) =>
  `<line class="${kind}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`;

/** Round steps, 3 to 7 of them, inside low…high. */
export function ticks(low: number, high: number): number[] {
  const rough = (high - low) / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first;
  return Array.from({ length: count + 1 }, (_, i) => (first + i) * step);
}

/** 1, 2 and 5 times powers of ten, thinned to the powers when there are many. */
export function logTicks(low: number, high: number): number[] {
  const services = Array.from({ length: 24 }, (_, i) => 10 ** (i - 12));
  const all = services.flatMap((power) => [power, 2 * power, 5 * power]);
  const inside = (values: number[]) => values.filter((value) => value >= low && value <= high);
  return inside(all).length > 8 ? inside(services) : inside(all);
}

/** Of every chart; it grows with its page. */
export const width = 720;
