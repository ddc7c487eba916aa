/** A number as it stands in a text. */
export interface FoundNumber {
  value: number;
  /** What else the same words may mean: the fraction behind a percentage, the count before “million”. */
  alternatives: number[];
  /** As written. */
  text: string;
  start: number;
  end: number;
}

const scales: Record<string, number> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };

/**
 * Dates (`5/6/2023`) are no fractions; `2:00` is two o'clock.
 * Thousands may be grouped by commas, thin spaces or LaTeX's `{,}` and `\,`; `1.234,56` and `3,5` are read as decimal
 * commas. Every repetition starts with a character of its own, so that the time is linear in the text.
 */
const whole = String.raw`\d{1,3}(?:(?:,|\{,\}|\\,|[\u00a0\u2009\u202f])\d{3})+(?!\d)|\d+`;
const european = String.raw`\d{1,3}(?:\.\d{3})+,\d{1,2}(?![\d,])|\d+,\d{1,2}(?![\d,])`;
const decimal = String.raw`(?:${whole})(?:\.\d+)?|\.\d+`;
const latexFraction = String.raw`\\[dt]?frac\s?\{(-?\d{1,15})\}\s?\{(\d{1,15})\}`;
const number = new RegExp(
  String.raw`(?<sign>[-+−–])?(?<currency>\\?[$€£¥₹]\s?(?<innerSign>[-−])?)?(?:${latexFraction}` +
    String.raw`|(?<european>${european})|(?<decimal>${decimal})(?<exponent>[eE][-+]?\d{1,3}(?!\w))?` +
    String.raw`(?:(?<!\/\d{1,15})\s?/\s?(?<denominator>\d{1,15})(?![\d/])|(?<![:\d]\d{2}):00(?![\d:]))?)` +
    String.raw`(?<percent>\s?\\?%|\spercent\b)?(?:\s(?<scale>thousand|million|billion|trillion)\b)?`,
  'giu',
);

/** `5-3` and `x-3` are differences, `-3` and `= -3` negative numbers. */
function isSign(text: string, at: number): boolean {
  const before = text[at - 1];
  return before === undefined || !/[\p{L}\d)\]}.]/u.test(before);
}

function plain(written: string): number {
  return Number(written.replace(/,|\{,\}|\\,|[\u00a0\u2009\u202f]/g, ''));
}

function magnitude(match: RegExpExecArray): number {
  const groups = match.groups as Record<string, string | undefined>;
  if (groups['european']) return Number(groups['european'].replaceAll('.', '').replace(',', '.'));
  if (groups['decimal'] === undefined) return Number(match[4]) / Number(match[5]);
  const value = plain(groups['decimal']) * 10 ** Number(groups['exponent']?.slice(1) ?? 0);
  return groups['denominator'] === undefined ? value : value / Number(groups['denominator']);
}

function read(match: RegExpExecArray, text: string): FoundNumber {
  const { sign, innerSign, percent, scale } = match.groups as Record<string, string | undefined>;
  const signed = sign !== undefined && isSign(text, match.index);
  const negative = (signed && sign !== '+') || innerSign !== undefined;
  const written = negative ? -magnitude(match) : magnitude(match);
  const start = match.index + (sign !== undefined && !signed ? 1 : 0);
  const factor = scale === undefined ? 1 : (scales[scale.toLowerCase()] as number);
  const alternatives: number[] = [];
  if (factor !== 1) alternatives.push(written);
  if (percent !== undefined) alternatives.push((written * factor) / 100);
  const end = match.index + match[0].length;
  return { value: written * factor, alternatives, text: text.slice(start, end), start, end };
}

/** Numbers of a text in order. Digits inside words (`H2O`, `x2`) are none. */
export function* findNumbers(text: string): Generator<FoundNumber> {
  for (const match of text.matchAll(number)) {
    const before = text[match.index - 1];
    const digitFirst = match.groups?.['sign'] === undefined && match.groups?.['currency'] === undefined;
    if (digitFirst && before !== undefined && /[\p{L}_]/u.test(before)) continue;
    const found = read(match, text);
    if (Number.isFinite(found.value)) yield found;
  }
}
