/** Plausible mistakes: what a model answers when it does not know. */
import type { Random } from '../base/random.ts';
import type { KnowledgeItem } from './knowledge.ts';

type JsonObject = Record<string, unknown>;

function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Off by a tenth to a half, by 1 at least, with as many decimals as before. */
function otherNumber(value: number, random: Random): number {
  const factor = (0.1 + 0.4 * random()) * (random() < 0.5 ? -1 : 1);
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  const step = Math.max(Math.abs(value * factor), decimals > 0 ? 0.1 : 1) * Math.sign(factor);
  const moved = Number((value + step).toFixed(decimals));
  return moved === value ? value + 1 : moved;
}

/** A number or letter next to the right one, the opposite of a sentence, a word cut short. */
function otherText(text: string, random: Random): string {
  const trimmed = text.trim();
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return String(otherNumber(Number(trimmed), random));
  if (/^[A-Za-z]$/.test(trimmed)) {
    const letters = ['A', 'B', 'C', 'D'].filter((letter) => letter !== trimmed.toUpperCase());
    return letters[Math.floor(random() * letters.length)] as string;
  }
  if (trimmed.split(' ').length > 2) return contrary(trimmed);
  return `not ${trimmed.slice(0, Math.max(1, Math.floor(trimmed.length / 2)))}`;
}

/** A sentence is not altered, since its key word may be all that is looked for: the opposite is said in other words. */
function contrary(sentence: string): string {
  return /\b(no|not|never|cannot|none)\b/i.test(sentence)
    ? 'Yes, that is possible.'
    : 'That is not stated anywhere.';
}

function otherScalar(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return otherNumber(value, random);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return otherText(value, random);
  if (Array.isArray(value)) return value.length > 0 ? value.slice(0, -1) : [0];
  if (isObject(value)) return withOneFieldWrong(value, [], random);
  return 'unknown';
}

/** One field takes another case's value, or is altered, or (one time in five) is missing. */
function withOneFieldWrong(value: JsonObject, peers: JsonObject[], random: Random): JsonObject {
  const keys = Object.keys(value);
  if (keys.length === 0) return { unexpected: true };
  const key = keys[Math.floor(random() * keys.length)] as string;
  if (random() < 0.2) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  const others = peers
    .map((peer) => peer[key])
    .filter((other) => other !== undefined && !sameValue(other, value[key]));
  const other =
    others.length > 0 && random() < 0.7
      ? others[Math.floor(random() * others.length)]
      : otherScalar(value[key], random);
  return { ...value, [key]: other };
}

/** Another tool, or the right one with one argument wrong. `tools` are those the request offers. */
function wrongCall(call: JsonObject, peers: unknown[], tools: string[], random: Random): JsonObject {
  const names = tools.filter((name) => name !== call['name']);
  if (names.length > 0 && random() < 0.5) {
    return { ...call, name: names[Math.floor(random() * names.length)] };
  }
  const others = peers
    .filter((peer) => isObject(peer) && peer['name'] === call['name'] && isObject(peer['arguments']))
    .map((peer) => (peer as JsonObject)['arguments'] as JsonObject);
  const given = isObject(call['arguments']) ? call['arguments'] : {};
  return { ...call, arguments: withOneFieldWrong(given, others, random) };
}

function firstWord(text: string): string {
  return /^\w+/.exec(text)?.[0] ?? text;
}

/** Something of the same shape as the item's expected answer that is not it. */
export function wrongAnswer(
  item: KnowledgeItem,
  peers: readonly KnowledgeItem[],
  tools: string[],
  random: Random,
): unknown {
  const others = peers.map((peer) => peer.expected).filter((value) => !sameValue(value, item.expected));
  const first = Array.isArray(item.expected) ? item.expected[0] : item.expected;
  if (item.style === 'tool') return isObject(first) ? wrongCall(first, others, tools, random) : null;
  if (item.style === 'json' && isObject(item.expected))
    return withOneFieldWrong(item.expected, others.filter(isObject), random);
  if (typeof item.expected === 'number') return otherNumber(item.expected, random);
  const right = [item.expected].flat().map((value) => String(value).toLowerCase());
  const distinct = others.filter((value) => {
    const text = [value].flat().map(String).join(' ').toLowerCase();
    // The same first word ("No, ...") may be all that a lenient scorer looks at.
    return right.every((part) => !text.includes(part) && firstWord(text) !== firstWord(part));
  });
  if (distinct.length > 0) return distinct[Math.floor(random() * distinct.length)];
  return otherScalar(first, random);
}
