import { textOf } from '../contract/content-parts.ts';
import type { ContentEntry } from '../contract/content.ts';
import type { Case, Message } from '../contract/suite.ts';
import type { LocatedCase } from './resolve-cases.ts';
import type { LocatedPrompt } from './resolve-prompts.ts';
import { meant } from '../contract/problems/near-miss.ts';
import { orList } from '../contract/problems/show-value.ts';
import { within } from './source.ts';
import type { Report, Source } from './source.ts';
import { lookUp, templateNames } from '../base/template.ts';

const namesIn = (messages: readonly Message[]) => [
  ...new Set(messages.flatMap((m) => templateNames(textOf(m.content)))),
];

const existing = (testCase: Case) => {
  const names = Object.keys(testCase.variables);
  return names.length === 0 ? 'no variable is defined here' : `one of ${names.join(', ')}`;
};

function unknownName(name: string, testCase: Case): { expected: string; remedy?: string } {
  if (/^[\w$-][^"':]*$/.test(name))
    return { expected: existing(testCase), ...meant(name, Object.keys(testCase.variables)) };
  return { expected: existing(testCase), remedy: 'For literal braces, write \\{{.' };
}

/** One problem for each unknown name of a prompt, however many cases lack it. */
function checkPrompt(prompt: LocatedPrompt, cases: LocatedCase[], report: Report): void {
  for (const name of namesIn(prompt.prompt.messages)) {
    const missing = cases.filter(({ resolved }) => lookUp(name, resolved.variables) === undefined);
    const first = missing[0];
    if (!first) continue;
    const ids = orList(missing.slice(0, 3).map((c) => `"${c.resolved.id}"`));
    const whose =
      missing.length === cases.length
        ? 'any case'
        : `${missing.length} of ${cases.length} cases, e.g. ${ids}`;
    report({
      message: `{{${name}}} is not defined in ${whose}.`,
      ...placeOfName(prompt.source, name),
      ...unknownName(name, first.resolved),
    });
  }
}

function placeOfName(source: Source, name: string) {
  const { path, ...place } = source.place([], { text: name === '' ? '{{' : name });
  return path === undefined ? place : { ...place, path };
}

const textsOf = (content: ContentEntry): string[] =>
  typeof content === 'string' ? [content] : content.map((part) => ('text' in part ? part.text : ''));

function reportUnknown(names: string[], resolved: Case, source: Source, report: Report): void {
  for (const name of names) {
    if (lookUp(name, resolved.variables) !== undefined) continue;
    report({
      message: `{{${name}}} is not defined in the case "${resolved.id}".`,
      ...placeOfName(source, name),
      ...unknownName(name, resolved),
    });
  }
}

/** Input and turns are filled in when the case is read: what they were is in its entry. */
function checkOwnTexts({ value, resolved, source }: LocatedCase, report: Report): void {
  const { input, turns = [], variables = {} } = value;
  for (const turn of turns)
    reportUnknown(textsOf(turn).flatMap(templateNames), resolved, within(source, 'turns'), report);
  if (input === undefined || Object.keys(variables).length === 0) return;
  const known = { ...resolved, variables };
  reportUnknown(templateNames(input), known, within(source, 'input'), report);
}

/** Braces of data are mostly its own; but a name that other rows of the data have is meant. */
function checkRows(rows: LocatedCase[], report: Report): void {
  const columns = new Set(rows.flatMap(({ value }) => Object.keys(value.variables ?? {})));
  for (const { value, resolved, source } of rows) {
    const { input, messages = [], turns = [] } = value;
    const texts = [...messages.map(({ content }) => content), ...turns].flatMap(textsOf);
    const names = [...(input === undefined ? [] : [input]), ...texts].flatMap(templateNames);
    reportUnknown(
      [...new Set(names)].filter((name) => columns.has(name)),
      resolved,
      source,
      report,
    );
  }
}

/** How files call what is asked. */
const likeInput = /^(?:input|prompt|question|query|instruction|problem|text)s?$/i;

function inputHint(columns: readonly string[]): { remedy?: string } {
  const column = columns.find((name) => likeInput.test(name));
  const of = column === undefined ? `one of its columns (${columns.join(', ')})` : `its column "${column}"`;
  return columns.length === 0
    ? {}
    : { remedy: `To use ${of} as the input, write \`map: { input: ${column ?? '…'} }\` beside the file.` };
}

/** Every `{{name}}` that is sent must have a value in its case. */
export function checkVariables(prompts: LocatedPrompt[], cases: LocatedCase[], report: Report): void {
  const prompted = cases.filter(({ resolved }) => !resolved.messages);
  for (const prompt of prompts) checkPrompt(prompt, prompted, report);
  checkRows(
    cases.filter(({ isRow }) => isRow),
    report,
  );
  for (const located of cases) {
    const { resolved, source, value, isRow } = located;
    if (!isRow) checkOwnTexts(located, report);
    if (resolved.messages) {
      if (!isRow) reportUnknown(namesIn(resolved.messages), resolved, within(source, 'messages'), report);
    } else if (prompts.length === 0 && value.input === undefined) {
      report({
        message: `The case "${resolved.id}" has nothing to send: it has no \`input\` and no \`messages\`, and the suite has no prompts.`,
        ...source.place([]),
        expected: '`input` or `messages`',
        ...(isRow && inputHint(Object.keys(resolved.variables ?? {}))),
      });
    }
  }
}
