/**
 * Figures as text, the same in the terminal, in reports and on the page. `format…` is for under a header that has the unit,
 * `…Text` carries the unit itself. Three significant digits, whole numbers from 100 on; unknown is `n/a`, never 0; nothing that
 * is not 0 is rounded to 0. Written out rather than through Intl, whose formatters cost 90 ms of the page's first paint (measured, cold, in Chromium).
 */
import type { QualityEstimate } from '../contract/analysis.ts';
import { noise, percentSize, significant } from '../contract/figure-text.ts';
import type { Range } from '../contract/plan.ts';

export const unknown = 'n/a';

type Maybe = number | null | undefined;

const twoDigits = (value: number) => String(value).padStart(2, '0');
const grouped = (digits: string) => digits.replaceAll(/\B(?=(\d{3})+$)/g, ',');
const whole = (size: number) => grouped(size.toFixed(0));

/** A size with the sign of the value; `−0.0` is none. */
function signed(value: number, write: (size: number) => string, plus = ''): string {
  const text = write(Math.abs(value));
  if (!/[1-9]/.test(text)) return text;
  return `${value < 0 ? '−' : plus}${text}`;
}

function sizeText(size: number): string {
  if (size >= 99.95) return whole(size);
  if (size >= 9.995) return size.toFixed(1);
  return size === 0 || size >= 0.9995 ? size.toFixed(size === 0 ? 0 : 2) : significant(size);
}

/** `0.123`, `1.40`, `12.3`, `1,235`. */
export function formatNumber(value: Maybe): string {
  return value == null || !Number.isFinite(value) ? unknown : signed(value, sizeText);
}

export function formatCount(value: Maybe): string {
  return value == null || !Number.isFinite(value) ? unknown : signed(value, whole);
}

/** With so many decimals: `1,234.50`. */
export function formatDecimals(value: number, decimals: number): string {
  return signed(value, (size) => {
    const [whole = '', fraction] = size.toFixed(decimals).split('.');
    return fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`;
  });
}

/** `1 case`, `2 cases`. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

const noZeros = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** 12,345,678 → `12.3 M`; below ten thousand every digit stands. */
export function formatLarge(value: Maybe): string {
  if (value == null || !Number.isFinite(value)) return unknown;
  for (const [size, letter] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    // 999,999 rounds to 1,000 k, which is 1 M
    if (value >= 10_000 && value >= size * 0.9995) return `${noZeros(sizeText(value / size))} ${letter}`;
  }
  return formatCount(value);
}

/** `999 bytes`, `12.3 kB`, `1.40 GB`. */
export function bytesText(bytes: Maybe): string {
  if (bytes == null || !Number.isFinite(bytes)) return unknown;
  for (const [size, unit] of [
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
  ] as const)
    // 999,999 rounds to 1,000 kB, which is 1 MB
    if (bytes >= size * 0.9995) return `${formatNumber(bytes / size)} ${unit}`;
  return formatCounted(bytes, 'byte');
}

/** A fraction of 0…1 in per cent, without the sign. 0 and 100 stand for exactly none and all. */
export function formatPercent(value: Maybe, digits = 1): string {
  return value == null || !Number.isFinite(value)
    ? unknown
    : signed(value, (size) => percentSize(size, digits));
}

/** `84.2 %`. */
export const percentText = (value: Maybe, digits = 1): string => withUnit(formatPercent(value, digits), ' %');

const pointsSize = (size: number) => (size < noise ? '0.0' : percentSize(size, 1));

/** A difference of fractions in points, with its sign: `+1.2`, `−0.4`, `0.0`. */
export function formatPoints(difference: Maybe): string {
  if (difference == null || !Number.isFinite(difference)) return unknown;
  return signed(difference, pointsSize, '+');
}

/** What somebody set, with no more digits than it was set with: a margin of `3` or `2.5` points, a limit of `5` %. */
export const formatSetting = (fraction: number): string => noZeros((fraction * 100).toFixed(6));

const withUnit = (text: string, unit: string) => (text === unknown ? text : `${text}${unit}`);

/** An interval: `[77.0, 89.4]`; an end that too few answers bound is `?`. */
export function intervalText(
  { low, high }: { low: number | null; high: number | null },
  format: (value: number) => string,
): string {
  const end = (bound: number | null) => (bound === null ? '?' : format(bound));
  return `[${end(low)}, ${end(high)}]`;
}

/** Per cent with its interval: `84.2 [77.0, 89.4]`, or `50.0 [n/a]` where that is unknown. */
export function formatPercentEstimate(
  estimate: Pick<QualityEstimate, 'value' | 'low' | 'high'> | null,
): string {
  if (!estimate) return unknown;
  const { value, low, high } = estimate;
  const interval =
    low === null || high === null ? `[${unknown}]` : intervalText({ low, high }, formatPercent);
  return `${formatPercent(value)} ${interval}`;
}

/** How far two ends may differ from one another, in per cent, and still both be told by one `±`. */
const sameHalf = 0.05;

/** Per cent with its interval, for where room is short: `84.2 ±6.2`, or `100 [51.0–100]` when it is longer on one side. */
export function formatPercentShort(estimate: QualityEstimate | null): string {
  if (!estimate) return unknown;
  const { value, low, high } = estimate;
  if (low === null || high === null) return formatPercent(value);
  const [below, above] = [(value - low) * 100, (high - value) * 100];
  if (Math.abs(above - below) < sameHalf) return `${formatPercent(value)} ±${above.toFixed(1)}`;
  return `${formatPercent(value)} [${formatPercent(low)}–${formatPercent(high)}]`;
}

/** Milliseconds stay milliseconds, however many: figures of one kind compare at a glance. */
export const msText = (ms: Maybe): string => withUnit(formatNumber(ms), ' ms');

function usdSize(size: number): string {
  if (size >= 999.995) return whole(size);
  if (size >= 1) return size.toFixed(2);
  // two decimals, as money is written; smaller amounts keep the digits they have
  return size === 0 ? '0' : significant(size).replace(/(\.\d\d\d*?)0+$/, '$1');
}

/** US dollars without the sign: `0.0123`, `0.50`, `12.35`, `1,235`. */
export function formatUsd(value: Maybe): string {
  return value == null || !Number.isFinite(value) ? unknown : signed(value, usdSize);
}

/** `$0.50`. */
export function usdText(value: Maybe): string {
  return value == null || !Number.isFinite(value) ? unknown : signed(value, (size) => `$${usdSize(size)}`);
}

/** Seconds as `8.0 s`, `42 s`, `2 min 05 s` or `1 h 20 min`. */
export function formatDuration(seconds: Maybe): string {
  if (seconds == null || !Number.isFinite(seconds)) return unknown;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const rounded = Math.round(seconds);
  if (rounded < 60) return `${rounded} s`;
  const minutes = Math.floor(rounded / 60);
  if (minutes < 60) return `${minutes} min ${twoDigits(rounded % 60)} s`;
  const wholeMinutes = Math.round(rounded / 60);
  return `${Math.floor(wholeMinutes / 60)} h ${twoDigits(wholeMinutes % 60)} min`;
}

/** `low – high` with one formatter for both ends. */
export function formatRange(range: Range | null, format: (value: number) => string): string {
  if (!range) return unknown;
  const [low, high] = [format(range.low), format(range.high)];
  return low === high ? low : `${low} – ${high}`;
}

/** Local date and time to the minute: `2031-04-05 16:07`. */
export function formatInstant(epochMs: number): string {
  const date = new Date(epochMs);
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())} ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

/** The same to the second. */
export const formatInstantExactly = (epochMs: number): string =>
  `${formatInstant(epochMs)}:${twoDigits(new Date(epochMs).getSeconds())}`;

/** A fraction at the tick of an axis: no more digits than it has. */
export const percentTick = (fraction: number): string => `${noZeros((fraction * 100).toFixed(2))} %`;

/** A difference of fractions at the tick of an axis, in points: `+2`, `−0.5`, `0`. */
export const pointsTick = (difference: number): string =>
  signed(difference, (size) => noZeros((size * 100).toFixed(2)), '+');

/** Milliseconds at the tick of an axis: `500 ms`, `2 s`, `10 min`. */
export function msTick(ms: number): string {
  if (ms >= 600_000) return `${noZeros(sizeText(ms / 60_000))} min`;
  return ms >= 1000 ? `${noZeros(sizeText(ms / 1000))} s` : `${noZeros(sizeText(ms))} ms`;
}
