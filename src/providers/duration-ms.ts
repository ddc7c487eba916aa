const unitMs: [RegExp, number][] = [
  [/^(?:ms|millis|milliseconds?)$/, 1],
  [/^(?:s|secs?|seconds?)$/, 1000],
  [/^(?:m|mins?|minutes?)$/, 60_000],
  [/^(?:h|hrs?|hours?)$/, 3_600_000],
  [/^(?:d|days?)$/, 86_400_000],
];

const part = /(\d+(?:\.\d+)?)\s*([a-z]+)/gi;

/** `1s`, `6m0s`, `2m59.56s`, `20ms`, `1 minute and 3 seconds`; `null` for anything else. */
export function spanMs(text: string): number | null {
  const parts = [...text.matchAll(part)];
  const rest = text.replaceAll(part, '').replaceAll(/\s|,|\band\b/gi, '');
  if (parts.length === 0 || rest !== '') return null;
  let sum = 0;
  for (const [, value, unit] of parts) {
    const known = unitMs.find(([names]) => names.test((unit as string).toLowerCase()));
    if (!known) return null;
    sum += Number(value) * known[1];
  }
  return Math.round(sum);
}

/** A span, seconds as a number, or a date; `null` for anything else. */
export function durationMs(text: string, nowEpochMs: number): number | null {
  const given = text.trim();
  if (/^\d+(\.\d+)?$/.test(given)) return Math.round(Number(given) * 1000);
  const span = spanMs(given);
  if (span !== null) return span;
  // `Date.parse` makes a year of many things, "-5" among them
  const date = /[a-z]{3}|\d{4}-\d\d-\d\d/i.test(given) ? Date.parse(given) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - nowEpochMs);
}
