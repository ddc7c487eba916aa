/** What counts as the same text, step by step. */

/** Composed and decomposed letters are one: never a difference. */
export const composed = (text: string): string => text.normalize('NFC');

const invisible = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
/** Letters for formulas (`𝐋`), half-width kana, the micro sign. */
const dressed = /[\u{1d400}-\u{1d7ff}\uff61-\uff9f\u00b5]+/gu;
const plainForms: [RegExp, string][] = [
  [invisible, ''],
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/[‘’‚‛′ʼ]/g, "'"],
  [/[“”„‟″]/g, '"'],
  [/[\u2010-\u2015\u2212\ufe58\ufe63]/g, '-'],
  [/…/g, '...'],
];

/** Typographic quotes, dashes and spaces, full-width and half-width forms, letters for formulas and invisible characters as the plain ones they look like. */
export function plainCharacters(text: string): string {
  let plain = text.replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
  plain = plain.replace(dressed, (chars) => chars.normalize('NFKC'));
  for (const [pattern, form] of plainForms) plain = plain.replace(pattern, form);
  return plain;
}

/** Case of every script: `ß` is `SS`, `İ` and `ı` are `I`, `ς` is `Σ`. */
export const caseFolded = (text: string): string =>
  text.toUpperCase().toLowerCase().replaceAll('ς', 'σ').replaceAll('i\u0307', 'i');

export interface TextForm {
  ignoreCase: boolean;
  lookalikes: boolean;
  trim?: boolean;
}

export function textForm(text: string, { ignoreCase, lookalikes, trim = false }: TextForm): string {
  const whole = composed(lookalikes ? plainCharacters(text) : text);
  const kept = trim ? whole.trim() : whole;
  return ignoreCase ? composed(caseFolded(kept)) : kept;
}

/** Said of texts that would be the same with `lookalikes`. */
export const onlyLooks = '; it differs only in typographic characters';

/** Options of scorers that compare texts letter by letter. */
export const lookalikesText =
  'typographic quotes, dashes and spaces, full-width and invisible characters equal the plain ones they look like';
