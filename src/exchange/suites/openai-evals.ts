import { z } from 'zod';
import { ownValue } from '../../base/own-value.ts';
import type { ScorerEntry } from '../../contract/suite.ts';
import type { UnsupportedList } from './converted.ts';
import type { DataSet } from './data-set.ts';

const message = z.object({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string(),
  name: z.string().optional(),
});
type Message = z.infer<typeof message>;
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const row = z.object({
  input: z.union([z.array(message).min(1), z.string()]),
  ideal: z.union([text, z.array(text).min(1)]).optional(),
});
const judged = row.required({ ideal: true });

/** How answers are compared; classes of the registry are called alike. */
export const matchKinds = ['match', 'includes', 'fuzzy-match', 'json-match', 'json-validator'] as const;
type MatchKind = (typeof matchKinds)[number];
export const isMatchKind = (word: string): word is MatchKind =>
  (matchKinds as readonly string[]).includes(word);

interface Matching {
  scorersOf(ideal: string[], ignoresCase: boolean): ScorerEntry[];
  /** What is different. */
  but?: string;
}

const matchings: Record<MatchKind, Matching> = {
  match: {
    scorersOf: (ideal) => [
      { type: 'starts-with', any: ideal, ignoreCase: false, lookalikes: false, trim: false },
    ],
  },
  includes: {
    scorersOf: (ideal, ignoreCase) => [{ type: 'contains', any: ideal, ignoreCase, lookalikes: false }],
  },
  'fuzzy-match': {
    scorersOf: (ideal) => [{ type: 'contains', any: ideal }],
    but: 'the answer must contain an ideal one, ignoring case; the original also ignores punctuation and articles, and lets the ideal contain the answer',
  },
  'json-match': {
    scorersOf: () => ['json-match'],
    but: 'additional fields are allowed, and JSON may be within prose',
  },
  'json-validator': { scorersOf: () => [{ type: 'json-schema', schema: {}, whole: true }] },
};

const examples: Record<string, Message['role']> = { example_user: 'user', example_assistant: 'assistant' };

/** Messages of the system under the name of an example are turns of that example. */
function messagesOf(messages: Message[], unsupported: UnsupportedList, place: string) {
  return messages.map(({ role, content, name }) => {
    const example = name === undefined ? undefined : ownValue(examples, name);
    if (name !== undefined && example === undefined)
      unsupported.add(
        'names of messages',
        `messages have roles only, not the name ${JSON.stringify(name)}`,
        place,
      );
    return { role: example ?? role, content };
  });
}

/** Samples of OpenAI's evals. Which class judges them stands in the registry: else `match` is taken, the usual one. */
export function openaiEvals(match: string, ignoresCase = false): DataSet<z.infer<typeof row>> {
  const kind: MatchKind = isMatchKind(match) ? match : 'match';
  const { scorersOf, but } = matchings[kind];
  return {
    word: 'openai-evals',
    summary: 'OpenAI evals: {input, ideal}, judged as --match or the registry says; default: match',
    row: kind === 'json-validator' ? row : judged,
    scorers: [],
    caseOf({ input, ideal = [] }, unsupported, place) {
      const all = typeof ideal === 'string' ? [ideal] : ideal;
      if (but !== undefined) unsupported.addChange(`how ${kind} compares`, but, 'the samples');
      const [first] = all;
      const isJson = kind === 'json-match';
      if (isJson && all.length > 1)
        unsupported.add('further ideal answers', 'a case expects one JSON value', place);
      if (!isJson && kind !== 'json-validator' && all.some((text) => text === '')) {
        unsupported.add('samples whose ideal answer is empty', 'every answer would be right', place);
        return null;
      }
      return {
        ...(typeof input === 'string' ? { input } : { messages: messagesOf(input, unsupported, place) }),
        ...(first !== undefined && { expected: isJson || all.length === 1 ? first : all }),
        scorers: scorersOf(all, ignoresCase),
      };
    },
  };
}
