import { withTexts, withTextsWhereNeeded } from '../base/exact-json.ts';
import type { Message } from '../contract/content.ts';
import type { Case, CaseEntry, ScorerSpec, Tool } from '../contract/suite.ts';
import { contentHash } from './content-hash.ts';
import type { Located } from './draft.ts';
import type { ContentResolver } from './resolve-content.ts';
import { expectedFor } from './expected-value.ts';
import { fillerFor, fillInput, inTexts, sentAsWritten } from './fill-case.ts';
import type { ScorerResolver } from './resolve-scorers.ts';
import { within } from './source.ts';
import type { Report } from './source.ts';
import { exactValue } from './written-values.ts';

export interface LocatedCase extends Located<CaseEntry> {
  resolved: Case;
}

export interface CaseDefaults {
  tools: Tool[];
  scorers: ScorerSpec[];
  resolver: ScorerResolver;
  contents: ContentResolver;
}

/** Ten hex digits: among 100,000 cases two different ones meet with a chance of 1 in 220. */
const hashedId = ({ input, variables, expected, tools, maxSteps }: CaseEntry, read: ReadContents) =>
  contentHash({
    input,
    variables,
    expected: withTextsWhereNeeded(expected),
    tools,
    maxSteps,
    ...read,
  }).slice(0, 10);

type ReadContents = Pick<Case, 'messages' | 'attachments' | 'turns'>;

/** What the case says, with files read. */
function contentsOf(
  { value, source, isRow = false }: Located<CaseEntry>,
  variables: Case['variables'],
  contents: ContentResolver,
): ReadContents {
  const { messages, attachments, turns } = value;
  const turnsSource = within(source, 'turns');
  const read = messages && contents.messages(messages, within(source, 'messages'));
  return {
    // messages are filled in when they are sent; those of data are filled in here, and then left alone
    ...(read ? { messages: isRow ? read.map((message) => sentAsWritten(message, variables)) : read } : {}),
    ...(attachments === undefined
      ? {}
      : { attachments: contents.attachments(attachments, within(source, 'attachments')) }),
    ...(turns
      ? {
          turns: turns.map((turn, i): Message => ({
            role: 'user',
            content: inTexts(
              contents.content(turn, within(turnsSource, i), 'user'),
              fillerFor(isRow, variables),
            ),
          })),
        }
      : {}),
  };
}

/** The case's tools after the suite's; one of the same name replaces the suite's. */
function mergeTools(base: Tool[], own: Tool[] | undefined): Tool[] {
  if (!own) return base;
  const names = new Set(own.map((tool) => tool.name));
  return [...base.filter((tool) => !names.has(tool.name)), ...own];
}

/** Numbers as they are written, and the input with the names filled in that the case has. */
function variablesOf({ value, source, isRow = false }: Located<CaseEntry>): Case['variables'] {
  const given = withTexts(exactValue(value.variables ?? {}, within(source, 'variables')));
  const variables = given as Case['variables'];
  return value.input === undefined
    ? variables
    : { ...variables, input: fillInput(value.input, variables, isRow) };
}

function resolveCase(located: Located<CaseEntry>, index: number, defaults: CaseDefaults): Case {
  const { value, source } = located;
  const variables = variablesOf(located);
  const read = contentsOf(located, variables, defaults.contents);
  const scorers = value.scorers
    ? defaults.resolver.resolve(value.scorers, within(source, 'scorers'))
    : defaults.scorers;
  const expected = expectedFor(scorers, value.expected, source);
  return {
    id: value.id ?? hashedId(value, read),
    index,
    variables,
    ...read,
    ...(value.maxSteps === undefined ? {} : { maxSteps: value.maxSteps }),
    ...(expected === undefined ? {} : { expected }),
    ...(value.category === undefined ? {} : { category: value.category }),
    tags: value.tags ?? [],
    ...(value.cluster === undefined ? {} : { cluster: value.cluster }),
    weight: value.weight ?? 1,
    tools: mergeTools(defaults.tools, value.tools),
    scorers,
  };
}

/** Cases in order with ids of their own; the same id twice is reported with both places. */
export function resolveCases(
  entries: Located<CaseEntry>[],
  defaults: CaseDefaults,
  report: Report,
): LocatedCase[] {
  const seen = new Map<string, LocatedCase>();
  return entries.map((entry, index) => {
    const located = { ...entry, resolved: resolveCase(entry, index, defaults) };
    const first = seen.get(located.resolved.id);
    if (!first) seen.set(located.resolved.id, located);
    else reportTwin(first, located, report);
    return located;
  });
}

function reportTwin(first: LocatedCase, second: LocatedCase, report: Report): void {
  const given = second.value.id !== undefined;
  const { location, path } = first.source.place(given ? ['id'] : []);
  const before = [location.file, location.line, location.column]
    .filter((part) => part !== undefined)
    .join(':');
  const { id } = second.resolved;
  report({
    message: given ? `Two cases have the id "${id}".` : 'Two cases have the same content and no id.',
    ...second.source.place(given ? ['id'] : []),
    expected: `${given ? 'a unique id' : 'different cases'}; the first is at ${before}${path === undefined ? '' : ` (${path})`}`,
    remedy: given
      ? 'Rename or remove one of them.'
      : 'Remove one of them, or give both an `id`; to repeat a case use `repeats`.',
  });
}
