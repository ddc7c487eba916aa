import { maxDepth, parseExactJson } from '../base/exact-json.ts';
import { wellFormed } from '../base/well-formed.ts';
import { aliasProblem } from './alias-problem.ts';
import { nestingFault } from '../base/nesting.ts';
import { checkNesting, nestedTooDeeply } from './check-nesting.ts';
import { deepPlace } from './deep-place.ts';
import { nodeSource, parseText } from './node-source.ts';
import type { ParsedText, TextOrigin } from './node-source.ts';
import type { ReadDocument, Report } from './source.ts';

const withoutMark = (text: string) => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

const exhausted = ({ code }: { code: string }) => code === 'RESOURCE_EXHAUSTION';

/** One problem in place of the many that a parser has when it has lost its way. */
function reportDepth(text: string, { file, lineOffset = 0 }: TextOrigin, report: Report): void {
  const { line, column } = placeAt(text, deepPlace(text, maxDepth) ?? 0);
  report({ ...nestedTooDeeply, location: { file, line: line + lineOffset, column } });
}

function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function yamlValue(parsed: ParsedText, text: string, file: string, report: Report) {
  const source = nodeSource(text, { file }, parsed);
  let value: unknown;
  try {
    value = parsed.document.toJS({ maxAliasCount: 1000 });
  } catch (cause) {
    report(aliasProblem(parsed, cause as Error, file));
    return undefined;
  }
  return checkNesting(value, source, report) ? { value: wellFormed(value), source } : undefined;
}

/** Syntax errors are reported each with its place; with any of them nothing is given back. */
export function parseYaml(written: string, file: string, report: Report): ReadDocument | undefined {
  const text = withoutMark(written);
  const parsed = parseText(text);
  const { errors } = parsed.document;
  if (errors.some(exhausted)) {
    reportDepth(text, { file }, report);
    return undefined;
  }
  for (const error of errors) {
    const { line, col } = parsed.lines.linePos(error.pos[0]);
    report({
      message: `This is not valid YAML: ${error.message}`,
      location: { file, line, column: col },
      ...(/tab/i.test(error.message) ? { remedy: 'Indent with spaces.' } : {}),
    });
  }
  return errors.length > 0 ? undefined : yamlValue(parsed, text, file, report);
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

function reportSyntax(text: string, message: string, origin: TextOrigin, report: Report): void {
  const { line, column } = placeAt(text, mistakeAt(text, message));
  report({
    message: `This is not valid JSON: ${message.replace(/ in JSON at position .*/, '')}.`,
    location: { file: origin.file, line: line + (origin.lineOffset ?? 0), column },
  });
}

/** Each level takes two characters: lines of data files are mostly too short to be looked through. */
const mayBeTooDeep = (text: string) => text.length > 2 * maxDepth;

/** Numbers that would change are `WrittenNumber`s. */
export function parseJson(written: string, origin: TextOrigin, report: Report): ReadDocument | undefined {
  const text = withoutMark(written);
  try {
    const value = parseExactJson(text);
    if (!mayBeTooDeep(text) || !nestingFault(value)) return { value, source: nodeSource(text, origin) };
    reportDepth(text, origin, report);
  } catch (cause) {
    if (cause instanceof RangeError) reportDepth(text, origin, report);
    else reportSyntax(text, (cause as Error).message, origin, report);
  }
  return undefined;
}
