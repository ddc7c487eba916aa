import { textOf } from '../contract/content.ts';
import type { Case, CaseEntry, Message } from '../contract/suite.ts';
import type { LocatedCase } from './resolve-cases.ts';
import type { LocatedPrompt } from './resolve-prompts.ts';
import { meant } from './near-miss.ts';
import { orList } from './show-value.ts';
import { within } from './source.ts';
import type { Report, Source } from './source.ts';
import { lookUp, templateNames } from '../base/template.ts';

const namesIn = (messages: readonly Message[]) => [
  ...new Set(messages.flatMap((m) => templateNames(textOf(m.content)))),
];

const existing = (testCase: Case) => {
  const names = Object.keys(testCase.variables);
  return names.length === 0 ? 'no variable exists here' : `one of ${names.join(', ')}`;
};

function unknownName(name: string, testCase: Case): { expected: string; remedy?: string } {
  if (/^[\w$-][^"':]*$/.test(name))
    return { expected: existing(testCase), ...meant(name, Object.keys(testCase.variables)) };
  return { expected: existing(testCase), remedy: 'For braces that are to stay, write \\{{.' };
}

/** One problem for each unknown name of a prompt, however many cases lack it. */
function checkPrompt(prompt: LocatedPrompt, cases: LocatedCase[], report: Report): void {
  for (const name of namesIn(prompt.prompt.messages)) {
    const lacking = cases.filter(({ resolved }) => lookUp(name, resolved.variables) === undefined);
    const first = lacking[0];
    if (!first) continue;
    const ids = orList(lacking.slice(0, 3).map((c) => `"${c.resolved.id}"`));
    const whose =
      lacking.length === cases.length
        ? 'any case'
        : `${lacking.length} of ${cases.length} cases, e.g. ${ids}`;
    report({
      message: `{{${name}}} is not known in ${whose}.`,
      ...placeOfName(prompt.source, name),
      ...unknownName(name, first.resolved),
    });
  }
}

function placeOfName(source: Source, name: string) {
  const { path, ...place } = source.place([], { text: name === '' ? '{{' : name });
  return path === undefined ? place : { ...place, path };
}

/** Turns are filled in when the case is read: what they were is in its entry. */
function checkTurns({ turns = [] }: CaseEntry, resolved: Case, source: Source, report: Report): void {
  for (const turn of turns) {
    const texts = typeof turn === 'string' ? [turn] : turn.map((part) => ('text' in part ? part.text : ''));
    for (const name of texts.flatMap(templateNames)) {
      if (lookUp(name, resolved.variables) !== undefined) continue;
      report({
        message: `{{${name}}} is not known in the case "${resolved.id}".`,
        ...placeOfName(within(source, 'turns'), name),
        ...unknownName(name, resolved),
      });
    }
  }
}

/** Every `{{name}}` that is sent must have a value in its case. */
export function checkVariables(prompts: LocatedPrompt[], cases: LocatedCase[], report: Report): void {
  const prompted = cases.filter(({ resolved }) => !resolved.messages);
  for (const prompt of prompts) checkPrompt(prompt, prompted, report);
  for (const { resolved, source, value } of cases) {
    checkTurns(value, resolved, source, report);
    if (resolved.messages) {
      for (const name of namesIn(resolved.messages)) {
        if (lookUp(name, resolved.variables) !== undefined) continue;
        report({
          message: `{{${name}}} is not known in the case "${resolved.id}".`,
          ...placeOfName(within(source, 'messages'), name),
          ...unknownName(name, resolved),
        });
      }
    } else if (prompts.length === 0 && value.input === undefined) {
      report({
        message: `The case "${resolved.id}" asks nothing: it has no \`input\` and no \`messages\`, and the suite has no prompts.`,
        ...source.place([]),
        expected: '`input` or `messages`',
      });
    }
  }
}
