import { ownValue } from '../../base/own-value.ts';
import { z } from 'zod';
import type { CaseEntry, Tool } from '../../contract/suite.ts';
import type { DataSet } from './data-set.ts';
import type { LackingList } from './converted.ts';

const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });
const fn = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()),
});
const row = z.object({
  id: z.string(),
  question: z.array(z.array(message).min(1)).min(1),
  function: z.union([z.array(fn).min(1), fn.transform((one) => [one])]),
  /** One entry per call: name → argument → every value that will do. Of a file of its own, joined by id. */
  ground_truth: z.array(z.record(z.string(), z.record(z.string(), z.array(z.unknown())))).optional(),
});
type Row = z.infer<typeof row>;

const types: Record<string, string> = { dict: 'object', float: 'number', tuple: 'array', any: 'string' };

/** Python's names of types to those of JSON Schema, at any depth. */
function schemaOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(schemaOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'type' && typeof inner === 'string' ? (ownValue(types, inner) ?? inner) : schemaOf(inner),
    ]),
  );
}

/** Names with dots are refused by providers. */
const toolName = (name: string) => name.replaceAll(/[^A-Za-z0-9_-]/g, '_');

const toolsOf = ({ function: functions }: Row): Tool[] =>
  functions.map(({ name, description, parameters }) => ({
    name: toolName(name),
    ...(description === undefined ? {} : { description }),
    parameters: schemaOf(parameters) as Tool['parameters'],
  }));

/** Stands for an argument that may be left out. */
const leftOut = '';
/** More ways to write one argument than this are not told apart. */
const mostWays = 200;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every way of taking one of each list. */
const choices = <Item>(lists: Item[][]): Item[][] =>
  lists.reduce<Item[][]>(
    (before, list) => before.flatMap((some) => list.map((item) => [...some, item])).slice(0, mostWays + 1),
    [[]],
  );

/** An object inside an argument gives each of its fields a list of values too: all objects that will do. */
function ways(value: unknown): unknown[] {
  if (Array.isArray(value) && value.some(isObject)) return choices(value.map(ways));
  if (!isObject(value)) return [value];
  const keys = Object.keys(value);
  return choices(
    keys.map((key) => (Array.isArray(value[key]) ? value[key].flatMap(ways) : [value[key]])),
  ).map((found) =>
    Object.fromEntries(keys.flatMap((key, i) => (found[i] === leftOut ? [] : [[key, found[i]]]))),
  );
}

function expectedOf({ ground_truth }: Row, lacking: LackingList, place: string) {
  return (ground_truth ?? []).flatMap((call) =>
    Object.entries(call).map(([name, given]) => {
      const anyOf = Object.entries(given).flatMap(([key, values]): [string, unknown[]][] => {
        const all = values.filter((value) => value !== leftOut).flatMap(ways);
        if (all.length > mostWays)
          lacking.add('arguments with very many right values', `the first ${mostWays} will do`, place);
        return all.length === 0 ? [] : [[key, all.slice(0, mostWays)]];
      });
      const several = anyOf.filter(([, values]) => values.length > 1);
      const optional = Object.keys(given).filter((key) => given[key]?.includes(leftOut));
      const one = anyOf.flatMap(([key, values]) => (values.length === 1 ? [[key, values[0]]] : []));
      return {
        name: toolName(name),
        arguments: Object.fromEntries(one) as Record<string, unknown>,
        ...(several.length > 0 && { anyOf: Object.fromEntries(several) }),
        ...(optional.length > 0 && { optional }),
      };
    }),
  );
}

/** Berkeley's function calling: one turn, tools, and the calls that are right. */
export const bfcl: DataSet<Row> = {
  word: 'bfcl',
  summary: 'BFCL: {id, question, function}, with ground_truth in the row or in --answers FILE',
  row,
  scorers: ['tool-call'],
  caseOf(entry, lacking, place): CaseEntry | null {
    const [messages, ...further] = entry.question;
    if (further.length > 0) {
      lacking.add(
        'questions of several turns',
        'their answers depend on an environment that is not here',
        place,
      );
      return null;
    }
    if (entry.ground_truth === undefined)
      lacking.add(
        'questions without ground_truth',
        'no call is right: name the file of answers with --answers',
        place,
      );
    return {
      id: entry.id,
      messages: messages as NonNullable<typeof messages>,
      tools: toolsOf(entry),
      ...(entry.ground_truth && { expected: expectedOf(entry, lacking, place) }),
    };
  },
};
