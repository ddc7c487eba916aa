import { findJson } from './find-json.ts';
import { WrittenNumber } from './written-number.ts';

const bullet = /^\s*(?:[-*•‣–]|\(?\d{1,3}[.)])\s+/;

/** Numbers without a space behind them, and letters: bullets only where every line has one. */
const looseBullet = /^\s*\(?(?:\d{1,3}|(?<letter>[a-z])|[ivx]{1,4})[.)](?:\s+|(?=\p{L}))/iu;

/** Closing words of a list count as separators, too. */
const separators =
  /[,;،؛]\s?(?:(?:and|or|und|oder|et|ou|y|o|e)\s)?|[、，；]\s?(?:和|以及|及|或)?|\s(?:and|or|und|oder|et|ou|y|и|или|och|og)\s/;

function unquoted(item: string): string {
  const bare = item
    .trim()
    .replace(/[.;,。；、，]$/, '')
    .replace(/^\*\*(.*)\*\*$/, '$1');
  return bare.replace(/^(["'`“‘「『])(.*)["'`”’」』]$/, '$2').trim();
}

function isListItem(value: unknown): value is string | number | boolean | WrittenNumber {
  return (
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    value instanceof WrittenNumber
  );
}

/** A list, or the one of an object that holds nothing else. */
function onlyListIn(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value;
  const inside = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return inside.length === 1 && Array.isArray(inside[0]) ? inside[0] : null;
}

/** `null`: not every line begins with one, or they are letters that do not follow one another (initials of names). */
function withoutLooseBullets(lines: readonly string[]): string[] | null {
  const found = lines.map((line) => looseBullet.exec(line.normalize('NFKC')));
  if (found.includes(null)) return null;
  const letters = found.map((match) => match?.groups?.['letter']?.toLowerCase());
  const isOdd = letters.some((letter, i) => letter !== undefined && letter.charCodeAt(0) !== 97 + i);
  const isRoman = letters[0] === 'i';
  return isOdd && !isRoman ? null : lines.map((line) => line.normalize('NFKC').replace(looseBullet, ''));
}

/**
 * The items an answer lists: a JSON array of scalars, alone or as all that an object holds; else its bullets or numbered lines, when there are any; else what stands
 * between separators (default: line breaks when there are several lines, else commas and semicolons, where a closing
 * “and” counts as one).
 */
export function findItems(text: string, separator?: string): string[] {
  const json = findJson(text, { numbers: 'written' });
  const list = json.found ? onlyListIn(json.value) : null;
  if (list?.every(isListItem)) return list.map(String);
  if (separator !== undefined) return text.split(separator).map(unquoted).filter(Boolean);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const bullets = lines.filter((line) => bullet.test(line));
  if (bullets.length > 0) return bullets.map((line) => unquoted(line.replace(bullet, ''))).filter(Boolean);
  if (lines.length > 1) return (withoutLooseBullets(lines) ?? lines).map(unquoted).filter(Boolean);
  return text.split(separators).map(unquoted).filter(Boolean);
}
