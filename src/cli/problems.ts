/** An error as one clear block: where, what, what was expected, what to do. */
import { relative } from 'node:path';
import { hideCredentials } from '../base/hide-credentials.ts';
import type { AssayError, Problem, SourceLocation } from '../contract/errors.ts';
import { paintWith, type Paint } from '../report/paint.ts';

export interface ProblemsOptions {
  color: boolean;
  cwd: string;
  /** Text of a file, or `null` when it cannot be read. */
  readFile: (path: string) => string | null;
}

/** More than this is cut from a shown source line. */
const longestLine = 100;

function place(location: SourceLocation, cwd: string): string {
  const path = relative(cwd, location.file);
  const shown = path.startsWith('..') || path === '' ? location.file : path;
  return [shown, location.line, location.line === undefined ? undefined : location.column]
    .filter((part) => part !== undefined)
    .join(':');
}

/** The line of the file with a caret under the column. */
function excerpt(location: SourceLocation, options: ProblemsOptions, paint: Paint): string[] {
  if (location.line === undefined) return [];
  const line = options.readFile(location.file)?.split(/\r?\n/)[location.line - 1];
  if (line === undefined || line.trim() === '') return [];
  const column = location.column ?? 1;
  // A long line is shown from a little before the column, so that the caret is on the screen.
  const safe = line.slice(0, column - 1) + hideCredentials(line.slice(column - 1));
  const start = column > longestLine ? column - 40 : 0;
  const shown = safe.slice(start, start + longestLine);
  const gutter = String(location.line).padStart(5);
  const blank = shown.slice(0, column - 1 - start).replaceAll(/[^\t]/g, ' ');
  return [
    `${paint('dim', `${gutter} │`)} ${shown}`,
    ...(location.column === undefined
      ? []
      : [`${paint('dim', `${' '.repeat(gutter.length)} │`)} ${blank}${paint('red', '^')}`]),
  ];
}

function block(problem: Problem, options: ProblemsOptions, paint: Paint): string {
  const where = problem.location ? place(problem.location, options.cwd) : problem.path;
  const lines = [
    ...(where === undefined ? [] : [paint('cyan', where)]),
    `  ${indented(problem.message)}`,
    ...(problem.location ? excerpt(problem.location, options, paint) : []),
    ...(problem.expected === undefined ? [] : [`  expected: ${problem.expected}`]),
    ...(problem.remedy === undefined ? [] : [`  ${paint('green', 'fix:')} ${problem.remedy}`]),
  ];
  return lines.join('\n');
}

/** Names that a message quotes may have lines of their own: those of a message are told by where they begin. */
const indented = (text: string) => text.replaceAll('\n', '\n  ');

/** The error with all its problems, for a person. */
export function formatProblems(error: AssayError, options: ProblemsOptions): string {
  const paint = paintWith(options.color);
  const blocks = error.problems.map((problem) => block(problem, options, paint));
  return [
    `${paint(['bold', 'red'], 'error:')} ${indented(error.message)}`,
    ...blocks.map((text) => `\n${text}`),
    ...(error.remedy === undefined
      ? []
      : [`${blocks.length > 0 ? '\n' : ''}${paint('green', 'fix:')} ${error.remedy}`]),
  ].join('\n');
}

/** `assay.error/1`. */
export function problemsJson(error: AssayError): string {
  const { code, message, remedy, problems } = error;
  return JSON.stringify(
    { schema: 'assay.error/1', error: { code, message, remedy: remedy ?? null, problems } },
    null,
    2,
  );
}
