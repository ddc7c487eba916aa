import { nodeSource, parseText } from './node-source.ts';
import type { TextOrigin } from './node-source.ts';
import type { ReadDocument, Report } from './source.ts';

const withoutMark = (text: string) => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/** Syntax errors are reported each with its place; with any of them nothing is given back. */
export function parseYaml(written: string, file: string, report: Report): ReadDocument | undefined {
  const text = withoutMark(written);
  const parsed = parseText(text);
  for (const error of parsed.document.errors) {
    const { line, col } = parsed.lines.linePos(error.pos[0]);
    report({
      message: `This is not valid YAML: ${error.message}`,
      location: { file, line, column: col },
      ...(/tab/i.test(error.message) ? { remedy: 'Indent with spaces.' } : {}),
    });
  }
  if (parsed.document.errors.length > 0) return undefined;
  try {
    return {
      value: parsed.document.toJS({ maxAliasCount: 1000 }) as unknown,
      source: nodeSource(text, { file }, parsed),
    };
  } catch (cause) {
    // An alias without its anchor, or aliases that multiply without end.
    report({ message: `This is not valid YAML: ${(cause as Error).message}`, location: { file } });
    return undefined;
  }
}

/** Where JSON.parse stopped; its message names a position, or nothing at the end of the text. */
function stoppedAt(text: string, message: string): { line: number; column: number } {
  const position = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
  const before = text.slice(0, position).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

export function parseJson(written: string, origin: TextOrigin, report: Report): ReadDocument | undefined {
  const text = withoutMark(written);
  try {
    return { value: JSON.parse(text) as unknown, source: nodeSource(text, origin) };
  } catch (cause) {
    const message = (cause as Error).message;
    const { line, column } = stoppedAt(text, message);
    report({
      message: `This is not valid JSON: ${message.replace(/ \(line \d+ column \d+\)/, '')}.`,
      location: { file: origin.file, line: line + (origin.lineOffset ?? 0), column },
    });
    return undefined;
  }
}
