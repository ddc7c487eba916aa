/** How figures are written wherever they are shown: terminal, reports and page have the same text. No figure is rounded to nothing. */

/** So many significant digits, without an exponent: `0.00550`, `12.3`, `4567`. */
export function significant(value: number, digits = 3): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const decimals = digits - 1 - Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(Math.min(100, Math.max(0, decimals)));
}

/** `A 60 %, B 30 %, C 10 %`: the largest part first. */
export function mixText(counts: Readonly<Record<string, number>>): string {
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return Object.entries(counts)
    .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([name, n]) => `${name} ${percentSize(n / total, 1).replace(/\.0$/, '')} %`)
    .join(', ');
}

/** A chance: `0.034`, `< 0.001`, `> 0.999`; 1 stands for exactly that, and 0 for one too small to be written. */
export function formatP(p: number): string {
  if (p === 1) return '1';
  if (p < 0.001) return '< 0.001';
  if (p > 0.999) return '> 0.999';
  return p.toFixed(3);
}

/** How many times as much, three significant digits: `0.00550`, `0.370`, `1.25`, `12.3`. */
export const formatRatio = (ratio: number): string => significant(ratio);

/** Two decimals, and two significant digits below a tenth: `0.50`, `−0.0042`. */
export const formatSmall = (value: number): string =>
  (Math.abs(value) >= 0.1 || value === 0 ? value.toFixed(2) : significant(value, 2)).replace('-', '−');

/** Of two parts that were added up in another order: no difference. */
export const noise = 1e-9;

/** A fraction from 0 on, in per cent without the sign: `84.2`; 0 and 100 stand for exactly none and all. */
export function percentSize(size: number, digits: number): string {
  if (size < noise) return '0';
  if (Math.abs(size - 1) < noise) return '100';
  const text = (size * 100).toFixed(digits);
  if (digits === 0) return text;
  // what rounds to none, or to all, is neither
  if (Number(text) === 0) return significant(size * 100, 1);
  return Number(text) === 100 && size < 1 ? `>${(100 - 10 ** -digits).toFixed(digits)}` : text;
}
