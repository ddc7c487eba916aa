/** Mathematical answers as text: where they stand in an answer, and what of their writing means nothing. */
import { answerStatements } from './answer-statements.ts';

const inline = /\$([^$\n]{1,400})\$|\\\(([^\n]{1,400}?)\\\)|\\\[([\s\S]{1,400}?)\\\]/g;

/** Where the answer may stand, the likeliest first. */
export function* mathCandidates(text: string): Generator<string> {
  yield* answerStatements(text, false);
  const formula = [...text.slice(-4000).matchAll(inline)].at(-1);
  if (formula) yield formula[1] ?? formula[2] ?? formula[3] ?? '';
  yield text.trimEnd().split('\n').at(-1) ?? '';
}

const brackets = /\\(?:left|right|bigl?|bigr?|Bigl?|Bigr?)\s?(?=[([{|\])}.\\])/g;
const spaces = /(?<!\\)\\[,;:! ]|~|\\(?:quad|qquad|displaystyle)\b/g;
/** Words behind a value: `5 \text{ cm}`, `12 apples`. */
const textUnit = /\\(?:text|mathrm|mbox|textrm)\s?\{\s*[^{}]*\}(?:\^\{?\d\}?)?$/;
const wrappers = /\\(?:text|mathrm|mbox|textbf|textrm|mathbf|boxed|fbox)\s?\{([^{}]*)\}/g;

/** The formula alone: without dollar signs, spaces that only look, closing dots, and what stands before a colon. */
export function plainMath(given: string): string {
  let text = given
    .replace(/^[\s:：=*_]+|[\s*_]+$/g, '')
    .replace(/[.。]\s*$/, '')
    .replaceAll(/^\$+|\$+$|^\\[([]|\\[)\]]$/g, '')
    .replaceAll(brackets, '')
    .replaceAll(spaces, ' ')
    .replaceAll(/\\[dt]frac/g, '\\frac')
    .replaceAll('\\cdotp', '\\cdot')
    .replaceAll(/\b(begin|end)\{[pbBvV]matrix\}/g, '$1{pmatrix}')
    .trim();
  const withoutUnit = text.replace(textUnit, '').trim();
  if (/\d|\\/.test(withoutUnit)) text = withoutUnit;
  return text
    .replaceAll(wrappers, '$1')
    .replaceAll(/(?<=\d)\{,\}(?=\d{3})/g, '')
    .replaceAll(/\^\{?\\circ\}?|°/g, '')
    .replaceAll(/\\?\$(?=\d)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const word = /^[\p{L}][\p{L}\s'’.-]*$/u;

/** Words, not a formula: `Evelyn`, `odd`. A single letter is a name of something. */
export const isWords = (text: string): boolean =>
  word.test(text) && text.replaceAll(/[^\p{L}]/gu, '').length > 1;

/** Digits in threes, which are one number and not a list. */
export const withoutGroups = (text: string): string =>
  /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;

const conjunction = /^ (?:and|or )/;

/** The parts of a list that no bracket holds together: their order means nothing. */
export function partsOf(text: string): string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] as string;
    if ('([{'.includes(letter)) depth++;
    else if (')]}'.includes(letter)) depth--;
    else if (depth === 0 && (letter === ',' || conjunction.test(text.slice(i, i + 5)))) {
      parts.push(text.slice(start, i));
      start = i + (letter === ',' ? 1 : 4);
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim()).filter((part) => part !== '');
}

/** More than this is no answer that someone would check by hand. */
const maxCharacters = 400;

/** Numbers so large that to compute them is to stop: towers of powers, factorials of thousands. */
export const isTooLarge = (text: string): boolean =>
  text.length > maxCharacters ||
  /\^\s?\{?\s?-?\d{4,}|\d{4,}\s?!|!\s?!|\^\s?\{[^{}]*\^/.test(text) ||
  (text.match(/\^/g)?.length ?? 0) > 12;
