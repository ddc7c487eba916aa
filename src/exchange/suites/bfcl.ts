import { ownValue } from '../../base/own-value.ts';
import { z } from 'zod';
import type { CaseEntry, Tool } from '../../contract/suite.ts';
import type { DataSet } from './data-set.ts';
import type { UnsupportedList } from './converted.ts';

const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });
const fn = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()),
});
const row = z.object({
  id: z.string(),
  question: z.array(z.array(message).min(1)).min(1),
  /** Absent where questions of several turns have an environment instead. */
  function: z.union([z.array(fn).min(1), fn.transform((one) => [one])]).optional(),
  involved_classes: z.array(z.string()).optional(),
  /** One entry per call: name → argument → every value that will do. Of a file of its own, joined by id. */
  ground_truth: z
    .union([
      z.array(z.record(z.string(), z.record(z.string(), z.array(z.unknown())))),
      z.array(z.unknown()).min(1),
    ])
    .optional(),
});
const bfclRow = row.refine(
  ({ function: functions, involved_classes: classes }) => functions ?? classes,
  'has neither functions nor classes',
);
type Row = z.infer<typeof row>;
type Calls = Record<string, Record<string, unknown[]>>[];

/** Names of types in Python, Java and JavaScript; `any` may be everything. */
const types: Record<string, string | null> = {
  dict: 'object',
  float: 'number',
  tuple: 'array',
  list: 'array',
  int: 'integer',
  bool: 'boolean',
  str: 'string',
  any: null,
};
const typesElsewhere: Record<string, string | null> = {
  byte: 'integer',
  short: 'integer',
  int: 'integer',
  Integer: 'integer',
  long: 'integer',
  Long: 'integer',
  Bigint: 'integer',
  BigInt: 'integer',
  double: 'number',
  Double: 'number',
  Float: 'number',
  Number: 'number',
  char: 'string',
  String: 'string',
  Boolean: 'boolean',
  bool: 'boolean',
  HashMap: 'object',
  Hashtable: 'object',
  Object: 'object',
  Dict: 'object',
  ArrayList: 'array',
  Array: 'array',
  List: 'array',
  Queue: 'array',
  Stack: 'array',
  Set: 'array',
  Any: null,
};

/** Types of JSON Schema, at any depth. What is called `type` among properties is a name and no type. */
function schemaOf(value: unknown, tell: (type: string) => void, areNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => schemaOf(item, tell));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (areNames || key !== 'type' || typeof inner !== 'string')
      return [[key, schemaOf(inner, tell, !areNames && key === 'properties')]];
    const elsewhere = ownValue(typesElsewhere, inner);
    if (elsewhere !== undefined) tell(inner);
    const type = ownValue(types, inner) ?? elsewhere;
    if (inner in types && types[inner] === null) return [];
    return type === null ? [] : [[key, type ?? inner]];
  });
  return Object.fromEntries(entries);
}

/** Names with dots are refused by providers. */
const toolName = (name: string) => name.replaceAll(/[^A-Za-z0-9_-]/g, '_');

const toolsOf = ({ function: functions = [] }: Row, unsupported: UnsupportedList, place: string): Tool[] =>
  functions.map(({ name, description, parameters }) => ({
    name: toolName(name),
    ...(description === undefined ? {} : { description }),
    parameters: schemaOf(parameters, (type) =>
      unsupported.addChange(
        `type ${type}`,
        'it becomes a JSON Schema type; expected values stay as they are',
        place,
      ),
    ) as Tool['parameters'],
  }));

/** Stands for an argument that may be left out. */
const leftOut = '';
/** More ways to write one argument than this are not told apart. */
const maxWays = 200;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every way of taking one of each list. */
const choices = <Item>(lists: Item[][]): Item[][] =>
  lists.reduce<Item[][]>(
    (before, list) => before.flatMap((some) => list.map((item) => [...some, item])).slice(0, maxWays + 1),
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

function expectedOf(calls: Calls, unsupported: UnsupportedList, place: string) {
  return calls.flatMap((call) =>
    Object.entries(call).map(([name, given]) => {
      const anyOf = Object.entries(given).flatMap(([key, values]): [string, unknown[]][] => {
        const all = values.filter((value) => value !== leftOut).flatMap(ways);
        if (all.length > maxWays)
          unsupported.add(
            'arguments with very many correct values',
            `the first ${maxWays} are accepted`,
            place,
          );
        return all.length === 0 ? [] : [[key, all.slice(0, maxWays)]];
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

/** Answers that say that no tool fits: their questions have none of their own. */
const isIrrelevance = (id: string) => /(?:^|_)irrelevance/.test(id);

/** `null`: these are no calls, but programs or words. */
function callsOf({ id, ground_truth }: Row): Calls | null | undefined {
  if (ground_truth === undefined) return isIrrelevance(id) ? [] : undefined;
  return ground_truth.every((call) => isObject(call) && Object.values(call).every(isObject))
    ? (ground_truth as Calls)
    : null;
}

/** Berkeley's function calling: one turn, tools, and the calls that are right. */
export const bfcl: DataSet<Row> = {
  word: 'bfcl',
  summary:
    'BFCL: {id, question, function}, with ground_truth in the row, in possible_answer/ or in --answers FILE',
  row: bfclRow,
  scorers: ['tool-call'],
  caseOf(entry, unsupported, place): CaseEntry | null {
    const [messages, ...further] = entry.question;
    if (further.length > 0 || entry.function === undefined) {
      unsupported.add(
        'multi-turn questions',
        'their answers depend on an environment that is not available',
        place,
      );
      return null;
    }
    const calls = callsOf(entry);
    if (calls === null) {
      unsupported.add(
        'expected answers that are programs',
        'expected calls must be names with arguments',
        place,
      );
      return null;
    }
    if (calls === undefined)
      unsupported.add(
        'questions without ground_truth',
        'the expected calls are missing: name the file of answers with --answers',
        place,
      );
    return {
      id: entry.id,
      messages: messages as NonNullable<typeof messages>,
      tools: toolsOf(entry, unsupported, place),
      ...(calls && { expected: expectedOf(calls, unsupported, place) }),
    };
  },
};
