/** Numbers for people: three significant digits, a unit always, and `n/a` for what is unknown. */

export const notAvailable = 'n/a';
/** Between a number and its unit: narrow, and the line does not break there. */
const gap = '\u202f';

/*
 * Written out rather than through Intl, whose formatters cost 90 ms of the first paint (measured, cold, in Chromium).
 */
const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',');
const whole = (value: number) => grouped(value.toFixed(0));

/** At most three significant digits, none of them a trailing zero after the point, never an exponent. */
function significant(value: number): string {
  const [integer = '0', decimals] = plainDigits(Number(value.toPrecision(3))).split('.');
  return decimals === undefined ? grouped(integer) : `${grouped(integer)}.${decimals}`;
}

/** `String` turns to exponents below 10⁻⁶. */
function plainDigits(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || size >= 1e-6) return String(value);
  return value.toFixed(Math.min(100, 2 - Math.floor(Math.log10(size)))).replace(/0+$/, '');
}

export function formatNumber(value: number): string {
  return significant(value);
}

export function formatCount(value: number): string {
  return whole(value);
}

/** 12,345,678 → `12.3 M`; below ten thousand every digit stands. */
export function formatLarge(value: number): string {
  if (value < 10_000) return whole(value);
  for (const [size, letter] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    // 999,999 rounds to 1,000 k, which is 1 M.
    if (value >= size * 0.9995) return `${significant(value / size)}${gap}${letter}`;
  }
  return whole(value);
}

/** A share from 0 to 1 as a percentage. Never `100 %` or `0 %` by rounding alone. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  if (percent > 99.9 && percent < 100) return `>99.9${gap}%`;
  if (percent > 0 && percent < 0.01) return `<0.01${gap}%`;
  // Columns of shares line up: 98.0 stands under 97.3.
  const decimals = percent === 0 || percent === 100 ? 0 : percent < 9.995 ? 2 : 1;
  return `${percent.toFixed(decimals)}${gap}%`;
}

/** A difference of shares in points, with its sign: `+1.2`, `−0.4`, `0.0`. */
export function formatPoints(difference: number): string {
  const points = Math.abs(difference * 100).toFixed(1);
  return points === '0.0' ? points : `${difference < 0 ? '−' : '+'}${points}`;
}

/** A share at the tick of an axis: no more digits than it has. */
export function formatPercentTick(share: number): string {
  return `${significant(share * 100)}${gap}%`;
}

/** Milliseconds; seconds from 10 s, minutes from 10 min. */
export function formatMs(ms: number): string {
  if (ms >= 600_000) return `${significant(ms / 60_000)}${gap}min`;
  if (ms >= 9_995) return `${significant(ms / 1000)}${gap}s`;
  return `${significant(ms)}${gap}ms`;
}

/** US dollars with as many decimals as the amount needs. */
export function formatUsd(usd: number): string {
  if (usd === 0) return '$0';
  const size = Math.abs(usd);
  if (size >= 999.995) return `$${whole(usd)}`;
  if (size >= 1) return `$${usd.toFixed(2)}`;
  const text = significant(usd);
  // $0.50, as money is written; smaller amounts keep the digits they have.
  return /\.\d$/.test(text) ? `$${text}0` : `$${text}`;
}

export function formatNanoUsd(nanoUsd: number): string {
  return formatUsd(nanoUsd / 1e9);
}

/** Seconds as `8 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  const total = Math.round(seconds);
  if (total < 60) return `${total}${gap}s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return joinParts([minutes, 'min'], [total % 60, 's']);
  return joinParts([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min']);
}

function joinParts(...parts: [number, string][]): string {
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${gap}${unit}`)
    .join(' ');
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number) => String(value).padStart(2, '0');

/** Local time to the minute: `23 Nov, 19:40`. */
export function formatWhen(epochMs: number): string {
  const at = new Date(epochMs);
  return `${at.getDate()} ${months[at.getMonth()]}, ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Local time to the second, with the year. */
export function formatWhenExactly(epochMs: number): string {
  const at = new Date(epochMs);
  const day = `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}`;
  return `${day}, ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** Applies a format to a value that may be unknown. */
export function orNotAvailable(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? notAvailable : format(value);
}
