/** A JSON value found in a text, or why there is none. */
export type FoundJson = { found: true; value: unknown } | { found: false; reason: string };

function parse(text: string): FoundJson {
  try {
    return { found: true, value: JSON.parse(text) };
  } catch (error) {
    return { found: false, reason: (error as Error).message };
  }
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
function bracketed(text: string): string[] {
  const pairs: { start: number; end: number }[] = [];
  const open: { close: string; at: number }[] = [];
  const awaited: Record<string, number> = { '}': 0, ']': 0 };
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (quoted) {
      if (char === '\\') i++;
      // JSON has no line breaks in strings: that quote was one of prose.
      else if (char === '"' || char === '\n') quoted = false;
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

/**
 * The JSON of an answer: the whole text, else the last fenced block that parses, else the last balanced object or array in
 * the prose that parses; lists of bare numbers (`[1]`) come last, as they are mostly citations. Time is linear
 * in the text.
 */
export function findJson(text: string): FoundJson {
  const trimmed = text.trim();
  if (trimmed === '') return { found: false, reason: 'the answer is empty' };
  const whole = parse(trimmed);
  if (whole.found) return whole;
  const inProse = bracketed(text);
  const ranked = [
    fenced(text),
    inProse.filter((stretch) => !citation(stretch)),
    inProse.filter((stretch) => citation(stretch)),
  ];
  for (const candidates of ranked) {
    for (const candidate of candidates.reverse()) {
      const result = parse(candidate);
      if (result.found && typeof result.value === 'object') return result;
    }
  }
  return { found: false, reason: `no JSON in the answer (${whole.reason})` };
}
