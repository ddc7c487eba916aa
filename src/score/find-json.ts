import { lenientJson } from './lenient-json.ts';
import { parseJson, type NumberForm } from './parse-json.ts';

/** A JSON value found in a text, or why there is none. */
export type FoundJson =
  | {
      found: true;
      value: unknown;
      /** What was put right to read it, in words; absent when it is JSON as it stands. */
      repaired?: string;
    }
  | { found: false; reason: string };

export interface FindJsonOptions {
  numbers?: NumberForm;
  /** Read what is nearly JSON (`lenientJson`), where there is no JSON. */
  lenient?: boolean;
  /** Only objects that have this key, where there are any. */
  having?: string;
}

function parse(text: string, numbers: NumberForm): FoundJson {
  try {
    return { found: true, value: parseJson(text, numbers) };
  } catch (error) {
    return { found: false, reason: (error as Error).message };
  }
}

function parseLenient(text: string, numbers: NumberForm): FoundJson {
  const { json, repaired } = lenientJson(text);
  const result = parse(json, numbers);
  return result.found ? { ...result, repaired: repaired.join(', ') } : result;
}

const fence = /```[ \t]*(?:json5?|jsonc)?[ \t]*\r?\n/gi;

/** Contents of ``` fences; an unclosed one reaches to the end. */
function fenced(text: string): string[] {
  const result: string[] = [];
  let from = 0;
  for (const match of text.matchAll(fence)) {
    if (match.index < from) continue;
    const start = match.index + match[0].length;
    const close = text.indexOf('```', start);
    const end = close < 0 ? text.length : close;
    result.push(text.slice(start, end).trim());
    from = end + 3;
  }
  return result;
}

/**
 * The outermost balanced stretches, quotes respected. Brackets of prose that never close, or close nothing, are passed over.
 * Every bracket is pushed and popped once.
 */
function bracketed(text: string, quotesSpanLines = false): string[] {
  const pairs: { start: number; end: number }[] = [];
  const open: { close: string; at: number }[] = [];
  const awaited: Record<string, number> = { '}': 0, ']': 0 };
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (quoted) {
      if (char === '\\') i++;
      // JSON has no line breaks in strings: that quote was one of prose.
      else if (char === '"' || (char === '\n' && !quotesSpanLines)) quoted = false;
    } else if (char === '"') quoted = open.length > 0;
    else if (char === '{' || char === '[') {
      const close = char === '{' ? '}' : ']';
      open.push({ close, at: i });
      awaited[close]!++;
    } else if (awaited[char]) {
      let last = open.pop();
      awaited[last!.close]!--;
      while (last!.close !== char) {
        last = open.pop();
        awaited[last!.close]!--;
      }
      pairs.push({ start: last!.at, end: i + 1 });
    }
  }
  const outermost: string[] = [];
  let from = Number.POSITIVE_INFINITY;
  for (const { start, end } of pairs.reverse()) {
    if (end > from) continue;
    outermost.push(text.slice(start, end));
    from = start;
  }
  return outermost.reverse();
}

const citation = (stretch: string) => /^\[[\d,\s]*\]$/.test(stretch);

/** Nobody writes more drafts of an answer than this. */
const maxCandidates = 100;
const fromEnd = (stretches: readonly string[]) => stretches.slice(-maxCandidates).toReversed();

/** Where JSON may stand, the likeliest first: fenced blocks, stretches in the prose, lists of bare numbers, which are mostly citations. */
function candidatesIn(text: string): string[] {
  const inProse = bracketed(text);
  return [
    ...fromEnd(fenced(text)),
    ...fromEnd(inProse.filter((stretch) => !citation(stretch))),
    ...fromEnd(inProse.filter((stretch) => citation(stretch))),
  ];
}

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The first candidate that parses; one with the key `having` before all others. */
function firstOf(
  candidates: readonly string[],
  having: string | undefined,
  read: (text: string) => FoundJson,
): FoundJson | null {
  let first: FoundJson | null = null;
  for (const candidate of candidates) {
    const result = read(candidate);
    if (!result.found || !isHolder(result.value)) continue;
    if (having === undefined || Object.hasOwn(result.value, having)) return result;
    first ??= result;
  }
  return first;
}

/** From the first opening bracket to the last closing one: where broken quotes hide which brackets belong together. */
function widest(text: string): string[] {
  const start = text.search(/[{[]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return start >= 0 && end > start ? [text.slice(start, end + 1)] : [];
}

/** A quote of prose (`a {b "c} {"a":1}`) may hide brackets that are whole behind it. */
function bySplitting(text: string, numbers: NumberForm): FoundJson | null {
  const ends = text.lastIndexOf('}') + 1;
  let at = ends;
  for (let tries = 0; tries < 20; tries++) {
    at = at > 0 ? text.lastIndexOf('{', at - 1) : -1;
    if (at < 0) return null;
    const result = parse(text.slice(at, ends), numbers);
    if (result.found) return result;
  }
  return null;
}

/**
 * The JSON of an answer: the whole text, else the last fenced block that parses, else the last balanced object or array in
 * the prose that parses; lists of bare numbers (`[1]`) come last, as they are mostly citations. Time is linear
 * in the text.
 */
export function findJson(text: string, options: FindJsonOptions = {}): FoundJson {
  const { numbers = 'plain', lenient = false, having } = options;
  const trimmed = text.trim();
  if (trimmed === '') return { found: false, reason: 'the answer is empty' };
  const whole = parse(trimmed, numbers);
  if (whole.found) return whole;
  const candidates = candidatesIn(text);
  const strict = firstOf(candidates, having, (candidate) => parse(candidate, numbers));
  const hasKey = (found: FoundJson | null) =>
    found?.found === true &&
    (having === undefined || (isHolder(found.value) && Object.hasOwn(found.value, having)));
  if (strict && (hasKey(strict) || !lenient)) return strict;
  const near = lenient
    ? firstOf(
        [...fromEnd(fenced(text)), ...widest(text), ...fromEnd(bracketed(text, true)), ...candidates],
        having,
        (candidate) => parseLenient(candidate, numbers),
      )
    : null;
  if (near && (hasKey(near) || !strict)) return near;
  return (
    strict ??
    bySplitting(text, numbers) ?? { found: false, reason: `no JSON in the answer (${whole.reason})` }
  );
}
