import { findJson } from './find-json.ts';
import { resolvePath, valueAt } from './json-path.ts';
import { WrittenNumber } from './written-number.ts';

/** One field of the JSON in an answer. */
export type FoundField =
  | {
      found: true;
      /** The value with numbers as they are written. */
      value: unknown;
      text: string;
      /** How it was read, where that is not as JSON. */
      note: string | null;
    }
  | { found: false; reason: string };

/** LaTeX that a model put into JSON with single backslashes: `"\frac"` is a form feed and `rac` to a parser. */
const swallowed: [RegExp, string][] = [
  [/\f(?=[a-z])/g, String.raw`\f`],
  // eslint-disable-next-line no-control-regex
  [/\u0008(?=[a-z])/g, String.raw`\b`],
  [/\t(?=(?:imes|ext|extbf|frac|heta|an|au|riangle)\b)/g, String.raw`\t`],
  [/\r(?=(?:ight|angle|ho|floor|ceil)\b)/g, String.raw`\r`],
  [/\n(?=(?:eq|abla|otin|eg)\b)/g, String.raw`\n`],
];

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && !(value instanceof WrittenNumber))
    return JSON.stringify(value);
  return swallowed.reduce((text, [pattern, whole]) => text.replace(pattern, whole), String(value));
}

const quoted = /["'](?<text>(?:[^"'\\\n]|\\.|["'](?!\s*(?:[,}\]\n]|$)))*)/y;
const bare = /(?:[-+$€£]?\d{1,3}(?:,\d{3})+(?!\d))?[^,}\]\n]*/y;

/** What stands behind the last `"key":`, where brackets or quotes are broken or missing. */
function behindKey(text: string, key: string): string | null {
  const label = new RegExp(String.raw`(?:"|'|\b|^)${RegExp.escape(key)}["']?\s?[:=]\s?`, 'g');
  let end = -1;
  for (const match of text.matchAll(label)) end = match.index + match[0].length;
  if (end < 0) return null;
  quoted.lastIndex = end;
  const inQuotes = quoted.exec(text)?.groups?.['text'];
  if (inQuotes !== undefined) return inQuotes.replace(/\\(["'])/g, '$1');
  bare.lastIndex = end;
  return bare.exec(text)?.[0].trim() ?? null;
}

/**
 * The field of the last JSON object that has it, whatever prose or fence stands around; JSON that is nearly right is read, too; of JSON that
 * cannot be read (cut short, a bracket missing) what stands behind the key.
 */
export function findField(text: string, path: string): FoundField {
  const [first = path] = path.split(/[.[]/);
  const json = findJson(text, { numbers: 'written', lenient: true, having: first === '' ? path : first });
  if (json.found) {
    const keys = resolvePath(json.value, path);
    if (keys) {
      const value = valueAt(json.value, keys);
      const note =
        json.repaired === undefined ? null : `Read although it is not valid JSON (${json.repaired}).`;
      return { found: true, value, text: textOf(value), note };
    }
  }
  const [key = path] = path.split('.').slice(-1);
  const left = behindKey(text, key);
  if (left !== null && left !== '')
    return {
      found: true,
      value: left,
      text: left,
      note: 'Read after its key, since the JSON around it is broken.',
    };
  return { found: false, reason: `There is no field ${path} in the answer.` };
}
