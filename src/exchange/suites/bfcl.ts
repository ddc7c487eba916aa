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
      key === 'type' && typeof inner === 'string' ? (types[inner] ?? inner) : schemaOf(inner),
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

/** The first value that will do stands for all; an argument that may be left out is not asked for. */
function expectedOf({ ground_truth }: Row, lacking: LackingList, place: string) {
  return (ground_truth ?? []).flatMap((call) =>
    Object.entries(call).map(([name, values]) => {
      const wanted = Object.entries(values).filter(([, any]) => !any.includes(''));
      if (wanted.some(([, any]) => any.length > 1) || wanted.length < Object.keys(values).length)
        lacking.add(
          'arguments with several right values',
          'the first is asked for, optional ones must be left out',
          place,
        );
      return {
        name: toolName(name),
        arguments: Object.fromEntries(wanted.map(([key, [first]]) => [key, first])),
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
