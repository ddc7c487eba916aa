import { z } from 'zod';
import type { CaseEntry } from '../../contract/suite.ts';
import type { DataSet } from './data-set.ts';

const part = z.object({ type: z.literal('text'), text: z.string() });
const content = z.union([z.string(), z.array(part).min(1)]);
const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content });
const text = z.union([z.string(), z.number()]).transform(String);
const row = z.object({
  input: z.union([z.string(), z.array(message).min(1)]),
  target: z.union([text, z.array(text).min(1)]),
  id: text.optional(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  sandbox: z.unknown().optional(),
  files: z.unknown().optional(),
  setup: z.unknown().optional(),
});

const scalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** Samples of inspect_ai without choices. The task says there how they are judged, and not the data: here the answer holds a target. */
export const inspect: DataSet<z.infer<typeof row>> = {
  word: 'inspect',
  summary:
    'inspect_ai: {input: text or messages, target: text or list, id, metadata}: the answer holds a target',
  row,
  scorers: ['contains'],
  caseOf({ input, target, id, metadata, sandbox, files, setup }, unsupported, place): CaseEntry {
    unsupported.addChange(
      'how answers are scored',
      'the data do not specify it: the answer must contain the target; change `scorers` if the task differs',
      'the task',
    );
    for (const [name, value] of Object.entries({ sandbox, files, setup }))
      if (value != null)
        unsupported.add(`samples with ${name}`, 'they run in an environment that is not available', place);
    const entries = Object.entries(metadata ?? {});
    for (const [name, value] of entries)
      if (!scalar(value)) unsupported.add(`metadata ${name}`, 'tags must be texts', place);
    const tags = entries.flatMap(([name, value]) => (scalar(value) ? [`${name}: ${value}`] : []));
    return {
      ...(id !== undefined && { id }),
      ...(typeof input === 'string' ? { input } : { messages: input }),
      expected: target,
      ...(tags.length > 0 && { tags }),
      // a list names targets of which one will do
      ...(Array.isArray(target) && { scorers: [{ type: 'contains', any: target }] }),
    };
  },
};
