/** What people write into a field, to what the server is asked; numbers with units, as they come to mind. */

/** `text`: as the server reads it; `means`: in words, where that is not what stands in the field. */
export type Quantity = { text: string; means: string } | { problem: string };

export type QuantityKind = 'points' | 'share' | 'duration' | 'money' | 'count';

interface Parts {
  value: number;
  /** In lower case; '' when there is none. */
  unit: string;
  /** The unit as written. */
  written: string;
}

/** `1,000,000`, `2,5`, `1e6`, with a sign or unit on either side; `null`: no number. */
function partsOf(given: string): Parts | null {
  const text = given
    .normalize('NFKC')
    .replaceAll(/[\u2212\u2013]/g, '-')
    .trim();
  const match = /^([^\d.,+-]*)\s*([+-]?(?:[\d., ]*\d|\d+\.))((?:e[+-]?\d+)?)\s*([^\d]*)$/i.exec(text);
  if (!match) return null;
  const [, before = '', digits = '', power = '', after = ''] = match;
  const plain = plainNumber(digits);
  const value = plain === null ? Number.NaN : Number(`${plain}${power}`);
  const written = `${before.trim()}${after.trim()}`;
  return Number.isFinite(value) ? { value, unit: written.toLowerCase().replace(/\.$/, ''), written } : null;
}

/** Groups of three are one number, one or two digits after a comma are decimals; anything else could be either. */
function plainNumber(digits: string): string | null {
  if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(digits)) return digits;
  if (/^[+-]?\d{1,3}([, ]\d{3})+(\.\d+)?$/.test(digits)) return digits.replaceAll(/[, ]/g, '');
  if (/^[+-]?\d+,\d{1,2}$/.test(digits)) return digits.replace(',', '.');
  return null;
}

const shown = (value: number) => String(Number(value.toPrecision(12)));
const grouped = (value: number) =>
  shown(value).replace(/^\d+/, (whole) => whole.replaceAll(/\B(?=(\d{3})+$)/g, ','));

const percentText = new Set(['%', 'percent', 'per cent', 'pct']);
const pointsText = new Set(['point', 'points', 'pt', 'pts', 'pp', 'p']);

/** Points of a hundred, which are per cent of the whole. */
function hundredths(given: string, unit: 'points' | '%'): Quantity {
  const parts = partsOf(given);
  const isPercent = percentText.has(parts?.unit ?? '');
  const isKnown = parts && (parts.unit === '' || isPercent || pointsText.has(parts.unit));
  if (!isKnown || parts.value < 0 || parts.value > 100)
    return { problem: `Expected 0 to 100 ${unit}, e.g. 3 or 3%.` };
  const { value } = parts;
  // As a part of one it would be a hundred times as much.
  if (parts.unit === '' && value > 0 && value < 1)
    return { problem: `${shown(value * 100)}% or ${shown(value)}%? Write it with the sign.` };
  const spaced = unit === '%' ? `${shown(value)} %` : `${shown(value)} ${value === 1 ? 'point' : 'points'}`;
  return { text: `${shown(value)}%`, means: spaced };
}

const durationUnits = new Map([
  ['', 1],
  ...['ms', 'msec', 'millisecond', 'milliseconds'].map((unit) => [unit, 1] as const),
  ...['s', 'sec', 'secs', 'second', 'seconds'].map((unit) => [unit, 1000] as const),
  ...['m', 'min', 'mins', 'minute', 'minutes'].map((unit) => [unit, 60_000] as const),
  ['k', 1000],
]);

function duration(given: string): Quantity {
  const parts = partsOf(given);
  const factor = parts && durationUnits.get(parts.unit);
  if (!parts || factor === undefined || factor === null || parts.value <= 0)
    return { problem: 'Expected a time above 0, e.g. 900, 250ms or 1.5s.' };
  if (parts.unit === '' && parts.value < 20)
    return { problem: `${shown(parts.value)}s or ${shown(parts.value)}ms? Write it with the unit.` };
  const ms = parts.value * factor;
  return { text: shown(ms), means: `${grouped(ms)} ms` };
}

const multiples = new Map([
  ['', 1],
  ['k', 1e3],
  ['thousand', 1e3],
  ['m', 1e6],
  ['mio', 1e6],
  ['million', 1e6],
  ['b', 1e9],
  ['bn', 1e9],
  ['billion', 1e9],
]);

const dollars = /^(us\$|\$|usd|dollars?)|(us\$|\$|usd|dollars?)$/g;
const cents = /^(¢|cents?)$/;

function money(given: string): Quantity {
  const parts = partsOf(given);
  const unit = parts?.unit.replaceAll(dollars, '').trim() ?? '';
  const factor = cents.test(unit) ? 0.01 : multiples.get(unit);
  if (!parts || factor === undefined || parts.value <= 0)
    return { problem: 'Expected US dollars above 0, e.g. 1 or $2.50.' };
  const usd = parts.value * factor;
  return { text: shown(usd), means: `$${grouped(usd)}` };
}

function count(given: string): Quantity {
  const parts = partsOf(given);
  const unit = parts?.unit.replace(/\s*(calls?|requests?)?\s*((\/|a |per )\s*month)?$/, '').trim() ?? '';
  const factor = multiples.get(unit);
  const value = parts && factor !== undefined ? Number(shown(parts.value * factor)) : Number.NaN;
  if (!(value > 0) || !Number.isInteger(value))
    return { problem: 'Expected a whole number above 0, e.g. 20k, 100,000 or 1M.' };
  return { text: String(value), means: grouped(value) };
}

const readers: Record<QuantityKind, (given: string) => Quantity> = {
  points: (given) => hundredths(given, 'points'),
  share: (given) => hundredths(given, '%'),
  duration,
  money,
  count,
};

/** `given` is not empty. */
export const readQuantity = (kind: QuantityKind, given: string): Quantity => readers[kind](given);
