/** Numbers as a person reads them in a terminal. Unknown is `n/a`, never 0. */
import type { QualityEstimate, QuantileBounds } from '../contract/analysis.ts';
import { significant } from '../contract/figure-text.ts';
import type { Range } from '../contract/plan.ts';

export const unknown = 'n/a';

const twoDigits = (value: number) => String(value).padStart(2, '0');

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Three significant digits without an exponent; whole numbers from 100 on, grouped by thousands. */
export function formatNumber(value: number | null | undefined): string {
  if (value == null || !Number.isFinite(value)) return unknown;
  const size = Math.abs(value);
  if (size >= 99.95) return grouped.format(value);
  if (size >= 9.995) return value.toFixed(1);
  if (size >= 0.9995 || size === 0) return value.toFixed(size === 0 ? 0 : 2);
  return String(Number(value.toPrecision(3)));
}

export function formatCount(value: number | null | undefined): string {
  return value == null ? unknown : grouped.format(value);
}

/** `1 case`, `2 cases`. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A share of 0…1 in per cent, without the sign. 0 and 100 stand for exactly none and all. */
export function formatPercent(value: number | null | undefined, digits = 1): string {
  if (value == null) return unknown;
  if (value === 0 || value === 1) return String(value * 100);
  const text = (value * 100).toFixed(digits);
  if (digits === 0) return text;
  // what rounds to none, or to all, is neither
  if (Number(text) === 0) return significant(value * 100, 1);
  return Number(text) === 100 && value < 1 ? `>${(100 - 10 ** -digits).toFixed(digits)}` : text;
}

/** Per cent with its interval: `84.2 [77.0, 89.4]`, or `50.0 [n/a]` where that is unknown. */
export function formatPercentEstimate(
  estimate: Pick<QualityEstimate, 'value' | 'low' | 'high'> | null,
): string {
  if (!estimate) return unknown;
  const { value, low, high } = estimate;
  if (low === null || high === null) return `${formatPercent(value)} [${unknown}]`;
  return `${formatPercent(value)} [${formatPercent(low)}, ${formatPercent(high)}]`;
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

/** A quantile with the observations it truly lies between, `?` where there are too few to say: `1,400 [1,310, ?]`. */
export function formatQuantile(value: number | null | undefined, bounds: QuantileBounds | undefined): string {
  if (value == null || !bounds) return formatNumber(value);
  const end = (bound: number | null) => (bound === null ? '?' : formatNumber(bound));
  return `${formatNumber(value)} [${end(bounds.low)}, ${end(bounds.high)}]`;
}

/** US dollars without the sign; small amounts keep two significant digits. */
export function formatUsd(value: number | null | undefined): string {
  if (value == null) return unknown;
  if (value === 0) return '0';
  if (value >= 1000) return grouped.format(value);
  if (value >= 0.0995) return value.toFixed(2);
  // toFixed keeps fractions of a cent readable where toPrecision would turn to an exponent.
  return value.toFixed(Math.min(12, 1 - Math.floor(Math.log10(value))));
}

/** Seconds as `8 s`, `2 min 05 s` or `1 h 20 min`. */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds == null) return unknown;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${twoDigits(whole % 60)} s`;
  const rounded = Math.round(whole / 60);
  return `${Math.floor(rounded / 60)} h ${twoDigits(rounded % 60)} min`;
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
