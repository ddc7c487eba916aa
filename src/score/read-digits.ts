/** Digits as they are grouped and pointed around the world. */
export interface Digits {
  /** As JavaScript writes a number. */
  written: string;
  start: number;
  end: number;
}

const gap = String.raw`[\u00a0\u2005-\u200a\u202f]`;
const head = String.raw`[1-9]\d{0,2}`;
const pattern = (source: string) => new RegExp(source, 'y');
const tail = String.raw`(?<decimals>[.,]\d+)?`;

/** Every repetition is bounded or starts with a character of its own, so that the time is linear in the text. */
const pointThenComma = pattern(String.raw`(?<whole>${head}(?:\.\d{3}){1,8})(?<decimals>,\d+)(?![\d,])`);
const commas = pattern(String.raw`(?<whole>${head}(?:,\d{3}){1,8}(?!\d))(?<decimals>\.\d+)?`);
const indian = pattern(String.raw`(?<whole>[1-9]\d?(?:,\d{2}){1,8},\d{3}(?!\d))(?<decimals>\.\d+)?`);
const points = pattern(String.raw`(?<whole>${head}(?:\.\d{3}){2,8})(?![\d.]\d|\d)`);
const onePoint = pattern(String.raw`(?<whole>${head}\.\d{3})(?![.,]?\d)`);
const others = pattern(
  String.raw`(?<whole>${head}(?:(?:\{,\}|\{\\,\}|\\[,;: ]|,\\!|['’]|${gap})\d{3}){1,8}(?!\d))${tail}`,
);
const underscores = pattern(String.raw`(?<whole>[1-9]\d{0,2}(?:_\d{3}){1,8}(?![\d_]))(?<decimals>\.\d+)?`);
const spaces = pattern(String.raw`(?<whole>${head}(?:(?:\x20\d{3}){2,8}|(?:\x20000){1,8})(?!\d))${tail}`);
const oneSpace = pattern(String.raw`(?<whole>${head}\x20\d{3}(?!\d))(?<decimals>,\d+)?`);
const decimalComma = pattern(String.raw`(?<whole>0)(?<decimals>,\d+)(?![\d,])`);
const shortComma = pattern(String.raw`(?<whole>\d+)(?<decimals>,\d{1,2})(?![\d,])`);
const anyComma = pattern(String.raw`(?<whole>\d+)(?<decimals>,\d+)(?![\d,])`);
const usual = pattern(String.raw`(?<whole>\d+)(?<decimals>\.\d+)?|(?<decimalsOnly>\.\d+)`);
const exponent = /[eE](?<exponent>[-+]?\d{1,4})(?![\w.]?\w)/y;

const always = [pointThenComma, indian, points, others, underscores, spaces, decimalComma];
const bySign = { point: [commas, shortComma, usual], comma: [onePoint, oneSpace, anyComma, commas, usual] };

function matchAt(patterns: readonly RegExp[], text: string, at: number): RegExpExecArray | null {
  for (const candidate of patterns) {
    candidate.lastIndex = at;
    const match = candidate.exec(text);
    if (match) return match;
  }
  return null;
}

/** The digits that start at `at`; `style` is asked where they may be read in two ways. */
export function readDigits(text: string, at: number, style: () => 'point' | 'comma'): Digits | null {
  const char = text[at] ?? '';
  if (!/[\d.]/.test(char)) return null;
  // the dot of an abbreviation (`Rs.500`) or of a sentence is no decimal point
  const start = char === '.' && /[\p{L}\d)]/u.test(text[at - 1] ?? '') ? at + 1 : at;
  const isClear = /^\d{1,15}(?![\d.,'’_\\{\s])/.test(text.slice(start, start + 17));
  const match =
    matchAt(isClear ? [usual] : always, text, start) ??
    matchAt(bySign[ambiguous(text, start) ? style() : 'point'], text, start);
  if (!match) return null;
  const { whole, decimals = '', decimalsOnly } = match.groups as Record<string, string | undefined>;
  const digits = decimalsOnly === undefined ? (whole as string).replace(/\D/g, '') : '0';
  const end = start + match[0].length;
  exponent.lastIndex = end;
  const raised = exponent.exec(text);
  return {
    written: `${digits}${(decimalsOnly ?? decimals).replace(',', '.')}${raised ? `e${raised.groups?.['exponent']}` : ''}`,
    start,
    end: raised ? exponent.lastIndex : end,
  };
}

/** One separator and three digits (`1.234`, `1,234`, `1 234`), or a comma before more (`3,1416`). */
const twoWays = /[1-9]\d{0,2}(?:[. ]\d{3}(?!\d)|,\d{3})/y;
function ambiguous(text: string, at: number): boolean {
  twoWays.lastIndex = at;
  return twoWays.test(text);
}
