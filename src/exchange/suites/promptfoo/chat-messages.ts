/** Prompts that are conversations: lists of messages, in JSON or YAML. */
import type { MessageEntry, PartEntry } from '../../../contract/content.ts';
import { parseYaml } from './beside.ts';
import { isFields } from './source-part.ts';

/** `null`: this is no conversation; `{why}`: it is one that cannot be taken over. */
export type Chat = { messages: MessageEntry[] } | { why: string } | null;

const roles: Record<string, MessageEntry['role']> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
};

/** A picture or text of a message; `null`: something else, or a picture whose place is a variable. */
function partOf(part: unknown): PartEntry | null {
  if (!isFields(part)) return null;
  const { type, text } = part;
  const isText =
    type === 'text' || type === 'input_text' || (type === undefined && Object.keys(part).length === 1);
  if (isText && typeof text === 'string') return { type: 'text', text };
  const picture = part['image_url'];
  const url = isFields(picture) ? picture['url'] : picture;
  const isPicture = type === 'image_url' || type === 'input_image';
  return isPicture && typeof url === 'string' && /^(?:https|data):/.test(url) && !url.includes('{{')
    ? { type: 'image', image: url }
    : null;
}

function contentOf(content: unknown): MessageEntry['content'] | null {
  if (typeof content === 'string') return content;
  if (isFields(content)) return contentOf([content]);
  if (!Array.isArray(content) || content.length === 0) return null;
  const parts = content.map(partOf);
  if (parts.some((part) => part === null)) return null;
  return parts as PartEntry[];
}

function messageOf(message: unknown): MessageEntry | null {
  if (!isFields(message)) return null;
  const { role, content, parts, ...rest } = message;
  const known = typeof role === 'string' ? roles[role] : undefined;
  const held = contentOf(content ?? parts);
  return known && held !== null && Object.keys(rest).length === 0 ? { role: known, content: held } : null;
}

/** Messages of OpenAI, Anthropic and Google alike. */
export function chatOf(document: unknown): Chat {
  if (isFields(document)) {
    const { messages, contents, ...rest } = document;
    const list = messages ?? contents;
    if (!Array.isArray(list)) return { why: 'it is JSON, but not a list of messages' };
    const system = rest['system'];
    const others = Object.keys(rest).filter((name) => name !== 'system');
    if (others.length > 0 || (system !== undefined && typeof system !== 'string'))
      return { why: `it is a complete request, with ${others.join(', ') || 'a system prompt of parts'}` };
    const chat = chatOf(list);
    return chat && 'messages' in chat && typeof system === 'string'
      ? { messages: [{ role: 'system', content: system }, ...chat.messages] }
      : chat;
  }
  if (!Array.isArray(document)) return null;
  if (!document.some((item) => isFields(item) && 'role' in item)) return null;
  const messages = document.map(messageOf);
  const strange = messages.indexOf(null);
  if (strange >= 0)
    return {
      why: `message ${strange + 1} is not text or pictures of the system, a user or an assistant`,
    };
  return { messages: messages as MessageEntry[] };
}

/** Braces of a template where YAML has those of mappings: `content: {{question}}`. */
const withQuotes = (text: string) =>
  text.replaceAll(
    /^(\s*(?:- )?[\w"']+:[ \t]+)(\{\{.*\}\}.*)$/gm,
    (_, before: string, rest: string) => before + JSON.stringify(rest),
  );

function parsed(text: string, parse: (text: string) => unknown): Chat {
  try {
    return chatOf(parse(text));
  } catch {
    return null;
  }
}

/** A conversation that is written as text. */
export function readChat(text: string, isYaml: boolean): Chat {
  const trimmed = text.trim();
  if (isYaml || /^- *["']?role["']?:/.test(trimmed)) {
    const plain = parsed(trimmed, parseYaml);
    return plain && 'messages' in plain ? plain : (parsed(withQuotes(trimmed), parseYaml) ?? plain);
  }
  return /^[[{]/.test(trimmed) ? parsed(trimmed, JSON.parse) : null;
}
