import { decimalStyle } from './decimal-style.ts';
import { scaleAt } from './number-scales.ts';
import { readDigits, type Digits } from './read-digits.ts';

/** A number as it stands in a text. */
export interface FoundNumber {
  value: number;
  /** The number to the last digit, where it is written as a whole number and nothing else. */
  integer: bigint | null;
  /** What else the same words may mean: the fraction behind a percentage, the count before “million”. */
  alternatives: number[];
  /** As written. */
  text: string;
  start: number;
  end: number;
}

const at = (pattern: RegExp, text: string, index: number) => {
  pattern.lastIndex = index;
  return pattern.exec(text);
};

const power =
  String.raw`(?:\s?(?:\^|\*\*)\s?[({]?\s?(?<exponent>[-+–]?\d{1,4})\s?[)}]?` +
  String.raw`|\s(?:raised\s)?to\sthe\s(?:power\s(?:of\s)?(?<named>[-+–]?\d{1,4})|(?<ordinal>\d{1,4})(?:st|nd|rd|th)(?:\spower)?))`;
const powerBehind = new RegExp(power, 'y');
const timesTen = new RegExp(String.raw`\s?(?:[×·⋅∙*xX]|\\times|\\cdot|times)\s?(?:\{10\}|10)${power}`, 'y');
const mixedBehind = /(?:\s|\sand\s)(?<above>\d{1,4})\s?\/\s?(?<below>\d{1,4})(?![\d/])/y;
const divisor = /\s?\/\s?(?<below>\d{1,15}(?:\.\d{1,15})?)(?![\d/])/y;
const fraction =
  /\\[dtc]?frac\s?(?:\{(?<above>[-+]?\d{1,15}(?:\.\d{1,15})?)\}|(?<top>\d))\s?(?:\{(?<below>\d{1,15}(?:\.\d{1,15})?)\}|(?<bottom>\d))/y;
const clock = /:(?<minutes>[0-5]\d)(?![\d:])/y;
const percentBehind =
  /\s?(?:\\?%|\s?(?:percent|per\scent|pct|prozent|pour\scent|por\s?ciento|por\scento|per\scento|процент[\p{L}]{0,3}|퍼센트|パーセント)(?![\p{L}]))/iuy;
const perMille = /\s?‰/y;
const currencyBehind = /\s?(?:[$€£¥₹₩₽₺฿₫₦₱₪]|(?:EUR|USD|GBP|CHF)\b)/y;

/** Money before the digits, with a sign behind it perhaps: `$-15`. */
const currencyBefore =
  /(?:(?<![A-Za-z])[A-Z]{0,3}\\?[$€£¥₹₩₽₺฿₫₦₱₪]|(?<![\p{L}])(?:Rs\.?|Rp\.?|RM|KSh|Tk\.?|kr\.?|zł|Kč|Ft|INR|USD|EUR|GBP|CHF|JPY|CNY|RMB|IDR|MYR|KRW|VND|THB|PHP|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|RUB|UAH|BRL|MXN|CAD|AUD|NZD|SGD|HKD|TWD|ZAR|NGN|KES|EGP|AED|SAR|ILS|PKR|BDT))\s?(?<inner>-)?$/u;
const negative =
  /(?:(?<!\d\s?)(?<![\p{L}])(?:minus|moins|menos|meno|минус)\s|(?<![\p{L}])negative\s|[负負]|マイナス|零下)$/iu;
/** Scripts with spaces between words: digits behind their letters are part of the word (`H2O`), but for LaTeX’s commands. */
const insideWord = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}_]$/u;
const command = /\\[a-zA-Z]{2,12}$/;
const nearby = 16;

interface Magnitude {
  value: number;
  integer: bigint | null;
  end: number;
}

const exponentOf = (match: RegExpExecArray) => {
  const { exponent, named, ordinal } = match.groups as Record<string, string | undefined>;
  return Number((exponent ?? named ?? ordinal ?? '').replace('–', '-'));
};

function fractionAt(text: string, index: number): Magnitude | null {
  const match = at(fraction, text, index);
  if (!match) return null;
  const { above, top, below, bottom } = match.groups as Record<string, string | undefined>;
  return {
    value: Number(above ?? top) / Number(below ?? bottom),
    integer: null,
    end: index + match[0].length,
  };
}

/** `11 5/6`, `2 \frac{1}{2}`: what is added to the whole number before it. */
function mixedAt(text: string, index: number): Magnitude | null {
  const match = at(mixedBehind, text, index);
  if (match) {
    const [above, below] = [Number(match.groups?.['above']), Number(match.groups?.['below'])];
    return above > 0 && above < below
      ? { value: above / below, integer: null, end: index + match[0].length }
      : null;
  }
  const part = fractionAt(text, text[index] === ' ' ? index + 1 : index);
  return part && part.value > 0 && part.value < 1 ? part : null;
}

/** Digits with what follows them: a fraction, a power, minutes. */
function magnitudeOf(text: string, start: number, { written, end }: Digits): Magnitude {
  const integer = /^\d+$/.test(written) ? BigInt(written.length > 400 ? 0 : written) : null;
  const plain = { value: Number(written), integer, end };
  const scientific = at(timesTen, text, end);
  if (scientific)
    return { value: Number(`${written}e${exponentOf(scientific)}`), integer: null, end: timesTen.lastIndex };
  const raised = at(powerBehind, text, end);
  if (raised) return { value: plain.value ** exponentOf(raised), integer: null, end: powerBehind.lastIndex };
  if (integer !== null && written.length <= 6) {
    const part = mixedAt(text, end);
    if (part) return { ...part, value: plain.value + part.value };
  }
  const below = text[start - 1] === '/' ? null : at(divisor, text, end);
  if (below)
    return { value: plain.value / Number(below.groups?.['below']), integer: null, end: divisor.lastIndex };
  const minutes = written.length <= 2 && text[start - 1] !== ':' ? at(clock, text, end) : null;
  if (minutes)
    return {
      value: plain.value + Number(minutes.groups?.['minutes']) / 60,
      integer: null,
      end: clock.lastIndex,
    };
  return plain;
}

/** A number with “million”, `万`, `k` behind it, and smaller parts behind those: `1億2000万`, in Korea `1만 5,000` and `1억 50만`. */
function scaled(
  text: string,
  magnitude: Magnitude,
  isMoney: boolean,
  below: number,
  style: Style,
): Magnitude {
  const scale = scaleAt(text, magnitude.end, isMoney);
  if (!scale || scale.size >= below) return magnitude;
  const whole = { value: magnitude.value * scale.size, integer: null, end: scale.end };
  const isSpaced = /^ \d/.test(text.slice(scale.end, scale.end + 2));
  const digits = scale.chains ? readDigits(text, scale.end + Number(isSpaced), style) : null;
  if (!digits) return whole;
  const rest = scaled(
    text,
    { value: Number(digits.written), integer: null, end: digits.end },
    false,
    scale.size,
    style,
  );
  // behind a space a smaller number may be another one
  const isPart = !isSpaced || rest.end > digits.end || rest.value >= scale.size / 10;
  return isPart && rest.value < scale.size
    ? { value: whole.value + rest.value, integer: null, end: rest.end }
    : whole;
}

/** `5-3` and `x-3` are differences, `-3` and `= -3` negative numbers. */
const isSign = (char: string | undefined) =>
  char === undefined || !/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d)\]}.]/u.test(char);

interface Front {
  start: number;
  isNegative: boolean;
  isMoney: boolean;
}

/** Sign and currency before a number; `null` when its digits are part of a word, an exponent or a subscript. */
function frontOf(text: string, start: number): Front | null {
  const prefix = text.slice(Math.max(0, start - nearby), start);
  if (/[_^]\s?[({]?\s?[-+–]?$/.test(prefix)) return null;
  const money = currencyBefore.exec(prefix);
  const at = start - (money?.[0].length ?? 0);
  const sign = /[-+–]/.test(text[at - 1] ?? '') && isSign(text[at - 2]) ? text[at - 1] : undefined;
  const isWord = !money && sign === undefined && insideWord.test(prefix) && !command.test(prefix);
  if (isWord) return null;
  const isNegative =
    (sign !== undefined && sign !== '+') || money?.groups?.['inner'] !== undefined || negative.test(prefix);
  return { start: sign === undefined ? at : at - 1, isNegative, isMoney: money !== null };
}

function found(text: string, start: number, front: Front, magnitude: Magnitude, style: Style): FoundNumber {
  const isMoney = front.isMoney || at(currencyBehind, text, magnitude.end) !== null;
  const whole = scaled(text, magnitude, isMoney, Number.POSITIVE_INFINITY, style);
  const sign = front.isNegative ? -1 : 1;
  const value = sign * whole.value;
  const alternatives: number[] = [];
  if (whole.value !== magnitude.value) alternatives.push(sign * magnitude.value);
  let { end } = whole;
  if (at(percentBehind, text, end) || text.slice(start - 3, start) === '百分之') {
    if (percentBehind.lastIndex > end) end = percentBehind.lastIndex;
    alternatives.push(value / 100);
  } else if (at(perMille, text, end)) {
    end = perMille.lastIndex;
    alternatives.push(value / 1000);
  }
  // in accounts money in brackets is a loss
  if (isMoney && text[front.start - 1] === '(' && text[end] === ')') alternatives.push(-value);
  const integer = whole.integer === null || whole !== magnitude ? null : BigInt(sign) * whole.integer;
  return { value, integer, alternatives, text: text.slice(front.start, end), start: front.start, end };
}

export type Style = () => 'point' | 'comma';

/** Told once, and only when a number can be read in two ways. */
export function styleOf(text: string): Style {
  let known: 'point' | 'comma' | undefined;
  return () => (known ??= decimalStyle(text));
}

const beginning = /\\[dtc]?frac|\.?\d/g;

/** Numbers of a text in order, which `plainDigits` has seen. Digits inside words (`H2O`, `x2`) and exponents are none. `style`: of the whole text, where this is a part. */
export function* findNumbers(text: string, style = styleOf(text)): Generator<FoundNumber> {
  const next = new RegExp(beginning);
  for (let match = next.exec(text); match; match = next.exec(text)) {
    const start = match.index;
    const digits = match[0].startsWith('\\') ? null : readDigits(text, start, style);
    const magnitude = digits ? magnitudeOf(text, digits.start, digits) : fractionAt(text, start);
    if (!magnitude) continue;
    const front = frontOf(text, digits?.start ?? start);
    if (!front) {
      next.lastIndex = digits?.end ?? magnitude.end;
      continue;
    }
    const number = found(text, digits?.start ?? start, front, magnitude, style);
    next.lastIndex = number.end;
    if (Number.isFinite(number.value)) yield number;
  }
}
