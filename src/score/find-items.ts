import { findJson } from './find-json.ts';
import { WrittenNumber } from './written-number.ts';

const bullet = /^\s*(?:[-*•‣–]|\(?\d{1,3}[.)])\s+/;

/** Closing words of a list count as separators, too. */
const separators =
  /[,;،؛]\s?(?:(?:and|or|und|oder|et|ou|y|o|e)\s)?|[、，；]\s?(?:和|以及|及|或)?|\s(?:and|or)\s/;

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

/**
 * The items an answer lists: a JSON array of scalars; else its bullets or numbered lines, when there are any; else what stands
 * between separators (default: line breaks when there are several lines, else commas and semicolons, where a closing
 * “and” counts as one).
 */
export function findItems(text: string, separator?: string): string[] {
  const json = findJson(text, { numbers: 'written' });
  if (json.found && Array.isArray(json.value) && json.value.every(isListItem)) return json.value.map(String);
  if (separator !== undefined) return text.split(separator).map(unquoted).filter(Boolean);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const bullets = lines.filter((line) => bullet.test(line));
  if (bullets.length > 0) return bullets.map((line) => unquoted(line.replace(bullet, ''))).filter(Boolean);
  if (lines.length > 1) return lines.map(unquoted).filter(Boolean);
  return text.split(separators).map(unquoted).filter(Boolean);
}
