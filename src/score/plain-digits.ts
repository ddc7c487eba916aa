/** Characters that change nothing but the direction or the place of a line break. */
const invisible = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const fraction = /[\u00bc-\u00be\u2150-\u215e\u2189]/g;
const superscript = /[\u207a\u207b]?[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]+/g;
const isDigit = (codePoint: number) => /\p{Nd}/u.test(String.fromCodePoint(codePoint));

/** Digits of a script stand side by side, from 0 on; so do the five sets of mathematical ones. */
function digitOf(char: string): string {
  const codePoint = char.codePointAt(0) as number;
  let first = codePoint;
  while (isDigit(first - 1)) first--;
  return String((codePoint - first) % 10);
}

/**
 * A text with its numbers written in ASCII: digits of every script, full-width forms, `½` as `1/2`, `10⁸` as `10^8`, one minus sign;
 * invisible characters are gone. Nothing else is changed.
 */
export function plainDigits(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  const known = new Map<string, string>();
  const plain = (char: string) => {
    const digit = known.get(char) ?? digitOf(char);
    known.set(char, digit);
    return digit;
  };
  return text
    .replace(invisible, '')
    .replace(/(?![0-9])\p{Nd}/gu, plain)
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(
      fraction,
      (char, at: number, whole: string) =>
        `${/\d/.test(whole[at - 1] ?? '') ? ' ' : ''}${char.normalize('NFKC')}`,
    )
    .replace(superscript, (run) => `^${run.normalize('NFKC')}`)
    .replace(/[\u2044\u2215]/g, '/')
    .replace(/[\u2212\ufe63]/g, '-')
    .replace(/\u066b/g, '.')
    .replace(/\u066c/g, ',')
    .replace(/\u066a/g, '%');
}
