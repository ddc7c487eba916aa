import type { Prompt, PromptEntry } from '../contract/suite.ts';
import type { Located } from './draft.ts';
import type { ContentResolver } from './resolve-content.ts';
import { meant } from '../contract/problems/near-miss.ts';
import { within } from './source.ts';
import type { Report } from './source.ts';

export interface LocatedPrompt extends Located<PromptEntry> {
  prompt: Prompt;
}

type LongEntry = Exclude<PromptEntry, string>;

const inputOnly: Prompt = { id: 'default', messages: [{ role: 'user', content: '{{input}}' }] };

/** `system` and `user` around or before `messages`; a prompt without a user message ends with the case's input. */
function messagesOf(entry: LongEntry, shown: Prompt['messages']): Prompt['messages'] {
  const messages: Prompt['messages'] = [];
  if (entry.system !== undefined) messages.push({ role: 'system', content: entry.system });
  messages.push(...shown);
  if (entry.user !== undefined) messages.push({ role: 'user', content: entry.user });
  if (!messages.some((m) => m.role === 'user')) messages.push({ role: 'user', content: '{{input}}' });
  return messages;
}

function promptOf(
  { value: entry, source }: Located<PromptEntry>,
  index: number,
  count: number,
  contents: ContentResolver,
): Prompt {
  const id = count === 1 ? 'default' : `prompt-${index + 1}`;
  if (typeof entry === 'string') return { id, messages: [{ role: 'user', content: entry }] };
  const shown = contents.messages(entry.messages ?? [], within(source, 'messages'));
  return { id: entry.id ?? id, messages: messagesOf(entry, shown) };
}

/** Prompts with ids; without any, the case's input alone is the user message. */
export function resolvePrompts(
  entries: Located<PromptEntry>[] | undefined,
  contents: ContentResolver,
  report: Report,
): LocatedPrompt[] {
  const seen = new Map<string, Located<PromptEntry>>();
  return (entries ?? []).map((entry, index, all) => {
    const prompt = promptOf(entry, index, all.length, contents);
    const first = seen.get(prompt.id);
    if (first) {
      const { location } = first.source.place([]);
      report({
        message: `Two prompts have the id "${prompt.id}".`,
        ...entry.source.place(typeof entry.value === 'object' && entry.value.id !== undefined ? ['id'] : []),
        expected: `a unique id; the first is at ${location.file}:${location.line ?? '?'}`,
      });
    } else seen.set(prompt.id, entry);
    if (typeof entry.value === 'object' && Object.keys(entry.value).every((key) => key === 'id')) {
      report({
        message: `The prompt "${prompt.id}" is empty.`,
        ...entry.source.place([]),
        expected: '`user`, `system` or `messages`',
      });
    }
    return { ...entry, prompt };
  });
}

export const promptsOf = (located: LocatedPrompt[]): Prompt[] =>
  located.length === 0 ? [inputOnly] : located.map((p) => p.prompt);

/** The prompts with these ids, in the suite's order; an unknown id goes to `unknown` with its near miss. */
export function choosePrompts(
  prompts: Prompt[],
  ids: readonly string[] | undefined,
  unknown: (id: string, index: number, hint: { expected: string; remedy?: string }) => void,
): Prompt[] {
  if (ids === undefined) return prompts;
  const known = prompts.map((p) => p.id);
  ids.forEach((id, index) => {
    if (!known.includes(id))
      unknown(id, index, { expected: `one of ${known.join(', ')}`, ...meant(id, known) });
  });
  return prompts.filter((p) => ids.includes(p.id));
}
