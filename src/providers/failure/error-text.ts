/** The sentence for people out of whatever shape an error has. Shapes: `test/conformance/known-errors.jsonl`. */
import { isMarkup, markupText } from './markup-text.ts';

type Fields = Record<string, unknown>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const deepest = 8;

/** Where a sentence is, in order: the field that is an error itself, then those that describe it. */
const holders = ['error', 'errors', 'exception', 'fault', 'base_resp', 'response', 'body'] as const;
const sentences = [
  'message',
  'Message',
  'detail',
  'details',
  'error_description',
  'error_message',
  'errorMessage',
  'error_msg',
  'status_msg',
  'faultstring',
  'msg',
  'description',
  'title',
  'originalMessage',
  'incomplete_details',
  'reason',
] as const;
/** One word of a program is no sentence, but better than nothing. */
const isWord = (text: string) => /^[\w.-]*$/.test(text);

/** JSON, events of a stream, or `null`: the text is just text. */
export function parsedText(text: string): unknown {
  const trimmed = text.trim();
  const events = /^(?:event|data|id|retry):/.test(trimmed)
    ? trimmed.split(/\r?\n|\r/).flatMap((line) => (line.startsWith('data:') ? line.slice(5) : []))
    : [trimmed];
  const json = events.find((data) => /^\s*[[{"]/.test(data));
  if (json === undefined) return null;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

/** `OpenAIException - {"error": {"message": "…"}}`, and the same as Python writes it: what a gateway adds in front stays. */
function withoutDump(text: string, depth: number): string {
  const dump = /[[{]\s*\\?(["'])[\w@$.-]+\\?\1\s*:/.exec(text);
  if (!dump) return text;
  const from = /\[\s*$/.test(text.slice(0, dump.index)) ? text.lastIndexOf('[', dump.index) : dump.index;
  const before = text.slice(0, from).replace(/[\s:–—-]+$/, '');
  const tail = text.slice(from);
  const end = Math.max(tail.lastIndexOf('}'), tail.lastIndexOf(']')) + 1;
  const parsed = parsedText(tail.slice(0, end));
  const quoted = /\\?(["'])(?:message|detail|msg)\\?\1\s*:\s*\\?(["'])((?:(?!\\?\2).)+)/s.exec(tail)?.[3];
  const inner = parsed === null ? (quoted ?? '') : textOf(parsed, depth + 1);
  if (inner === '' || before.includes(inner)) return before;
  return before === '' ? inner : `${before}: ${inner}`;
}

function textOfString(text: string, depth: number): string {
  if (isMarkup(text)) return markupText(text) ?? 'an HTML page';
  const parsed = parsedText(text);
  if (parsed !== null && typeof parsed !== 'string') return textOf(parsed, depth + 1);
  return withoutDump((typeof parsed === 'string' ? parsed : text).trim(), depth);
}

/** FastAPI's and zod's: where, and what is wrong there. */
function textOfProblem(problem: Fields, depth: number): string {
  const place = problem['loc'] ?? problem['path'];
  const text = textOfFields(problem, depth);
  const where = Array.isArray(place) ? place.join('.') : '';
  return where === '' || text === '' ? text : `${where}: ${text}`;
}

function textOfList(list: unknown[], depth: number): string {
  const said = list
    .slice(0, 100)
    .map((item) => (isObject(item) ? textOfProblem(item, depth) : textOf(item, depth + 1)));
  const texts = [...new Set(said.filter((text) => text !== ''))];
  const more = texts.length - 1;
  return more > 0 ? `${texts[0]} (and ${more} more)` : (texts[0] ?? '');
}

/** What the provider behind a gateway said: OpenRouter's `metadata.raw`. */
function upstreamText(fields: Fields, depth: number): string {
  const { metadata } = fields;
  return isObject(metadata) ? textOf(metadata['raw'] ?? metadata['reasons'], depth + 1) : '';
}

function textOfFields(fields: Fields, depth: number): string {
  const upstream = upstreamText(fields, depth);
  let word = '';
  for (const name of [...holders, ...sentences]) {
    const value = fields[name];
    if (value === undefined || value === null || typeof value === 'boolean') continue;
    const text = textOf(value, depth + 1);
    if (text === '') continue;
    if (!isWord(text)) return upstream === '' || text.includes(upstream) ? text : `${text}: ${upstream}`;
    if (word === '') word = text;
  }
  if (upstream !== '') return upstream;
  if (word !== '') return word;
  const code = fields['code'] ?? fields['type'] ?? fields['status'] ?? fields['__type'];
  return typeof code === 'string' && code !== 'error' ? code : '';
}

/** Empty when nothing is said. */
export function textOf(value: unknown, depth = 0): string {
  if (depth > deepest) return '';
  if (typeof value === 'string') return textOfString(value, depth);
  if (Array.isArray(value)) return textOfList(value, depth);
  return isObject(value) ? textOfFields(value, depth) : '';
}
