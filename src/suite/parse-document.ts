import { parseExactJson } from '../base/exact-json.ts';
import { wellFormed } from '../base/well-formed.ts';
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
      value: wellFormed(parsed.document.toJS({ maxAliasCount: 1000 }) as unknown),
      source: nodeSource(text, { file }, parsed),
    };
  } catch (cause) {
    // An alias without its anchor, or aliases that multiply without end.
    report({ message: `This is not valid YAML: ${(cause as Error).message}`, location: { file } });
    return undefined;
  }
}

function jsonError(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (cause) {
    return (cause as Error).message;
  }
}

const positionIn = (message: string) => /at position (\d+)/.exec(message)?.[1];

/** The text may still become valid when more follows: the mistake is not in it. */
function onlyUnfinished(text: string): boolean {
  const message = jsonError(text);
  return (
    message === undefined ||
    /end of JSON/.test(message) ||
    message.startsWith('Unterminated') ||
    positionIn(message) === `${text.length}`
  );
}

/** Not every message of JSON.parse names a position; else it is the end of the longest start that is merely unfinished. */
function mistakeAt(text: string, message: string): number {
  const told = positionIn(message);
  if (told !== undefined) return Number(told);
  let sound = 0;
  let broken = text.length + 1;
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (onlyUnfinished(text.slice(0, middle))) sound = middle;
    else broken = middle;
  }
  return sound;
}

function stoppedAt(text: string, message: string): { line: number; column: number } {
  const before = text.slice(0, mistakeAt(text, message)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** Numbers that would change are `WrittenNumber`s. */
export function parseJson(written: string, origin: TextOrigin, report: Report): ReadDocument | undefined {
  const text = withoutMark(written);
  try {
    return { value: parseExactJson(text), source: nodeSource(text, origin) };
  } catch (cause) {
    const message = (cause as Error).message;
    const { line, column } = stoppedAt(text, message);
    report({
      message: `This is not valid JSON: ${message.replace(/ in JSON at position .*/, '')}.`,
      location: { file: origin.file, line: line + (origin.lineOffset ?? 0), column },
    });
    return undefined;
  }
}
