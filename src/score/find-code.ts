const opening = /^([ \t]*)(`{3,40}|~{3,40})[ \t]*([\w+#.-]*)[^\n]*$/gm;

interface Block {
  language: string;
  source: string;
}

/** The closing line of a block that `fence` opened, from `start` on. */
function closingLine(text: string, fence: string, start: number): { index: number; end: number } | null {
  const closing = new RegExp(String.raw`^[ \t]*${fence}[ \t]*$`, 'gm');
  closing.lastIndex = start;
  const match = closing.exec(text);
  return match && { index: match.index, end: match.index + match[0].length };
}

/** A block that stands in a list is indented as a whole. */
function withoutIndent(source: string, indent: string): string {
  if (indent === '') return source;
  return source
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}

/** Fenced blocks in order; an unclosed one reaches to the end. */
function blocks(text: string): Block[] {
  const found: Block[] = [];
  let from = 0;
  for (const match of text.matchAll(opening)) {
    if (match.index < from) continue;
    const [, indent = '', fence = '', language = ''] = match;
    const start = Math.min(text.length, match.index + match[0].length + 1);
    const close = closingLine(text, fence, start);
    const source = text.slice(start, close?.index ?? text.length).replace(/\n$/, '');
    found.push({ language: language.toLowerCase(), source: withoutIndent(source, indent) });
    if (!close) break;
    from = close.end;
  }
  return found;
}

/**
 * The code of an answer: its fenced blocks in one of `languages` (none given: any), joined; else those that name no language; else, without any
 * fence, the whole text. `null` when there are only blocks of other languages or nothing at all.
 */
export function findCode(text: string, languages: readonly string[]): string | null {
  const fenced = blocks(text);
  if (fenced.length === 0) return text.trim() === '' ? null : text.trim();
  const named = fenced.filter(({ language }) => languages.length === 0 || languages.includes(language));
  const chosen = named.length > 0 ? named : fenced.filter(({ language }) => language === '');
  const code = chosen
    .map(({ source }) => source)
    .join('\n')
    .trim();
  return code === '' ? null : code;
}
