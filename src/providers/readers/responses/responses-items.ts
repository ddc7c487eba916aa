/** Items of an output: which of them are for the client, and which the provider ran itself. */
import type { JsonObject } from '../answer-reader.ts';
import { fieldsOf, listOf, textOf } from '../fields.ts';

export interface ItemCall {
  id: string;
  name: string;
  input: string;
  /** The provider ran it itself. */
  isServers: boolean;
}

/** Calls that the client answers: name and input. */
const clientKinds: Record<string, (item: JsonObject) => [name: string, input: unknown]> = {
  function_call: (item) => [textOf(item['name']), item['arguments']],
  custom_tool_call: (item) => [textOf(item['name']), item['input']],
  local_shell_call: (item) => ['local_shell', { action: item['action'] }],
  shell_call: (item) => ['shell', { action: item['action'] }],
  apply_patch_call: (item) => ['apply_patch', { callId: item['call_id'], operation: item['operation'] }],
  computer_call: (item) => ['computer', { action: item['action'] }],
  tool_search_call: (item) => ['tool_search', { arguments: item['arguments'], call_id: item['call_id'] }],
};

/** Of a kind that clients answer, and answered all the same. `isXai`: it writes its own searches as calls of custom tools. */
function ranThere(item: JsonObject, type: string, isXai: boolean): boolean {
  if (type === 'custom_tool_call') return isXai;
  if (type === 'tool_search_call') return item['execution'] === 'server';
  if (type === 'shell_call') return textOf(fieldsOf(item['environment'])['type']).startsWith('container');
  return false;
}

const isOwnTool = (type: string): boolean => type.endsWith('_call') || type === 'mcp_approval_request';

/** `null`: the item is no call. */
export function callOf(item: JsonObject, isXai: boolean): ItemCall | null {
  const type = textOf(item['type']);
  const kind = clientKinds[type];
  if (!kind) {
    if (!isOwnTool(type)) return null;
    return { id: textOf(item['id']), name: type.replace(/_call$/, ''), input: '', isServers: true };
  }
  const [name, input] = kind(item);
  return {
    id: textOf(item['call_id']) || textOf(item['id']),
    name,
    input: typeof input === 'string' ? input : JSON.stringify(input ?? {}),
    isServers: ranThere(item, type, isXai),
  };
}

/** Opening a page that a search found is not a search. */
export const isCounted = (item: JsonObject): boolean => {
  const action = textOf(fieldsOf(item['action'])['type']);
  return item['type'] !== 'web_search_call' || action === '' || action === 'search';
};

const partsIn = (content: unknown): JsonObject[] =>
  typeof content === 'string' ? [{ type: 'output_text', text: content }] : listOf(content);

/** What a message item says. */
export function saidIn(item: JsonObject): { text: string; isRefusal: boolean; citations: number } {
  const parts = partsIn(item['content']);
  return {
    text: parts.map((part) => textOf(part['text']) || textOf(part['refusal'])).join(''),
    isRefusal: parts.some((part) => part['type'] === 'refusal'),
    citations: parts.reduce((sum, part) => sum + listOf(part['annotations']).length, 0),
  };
}

const textsOf = (parts: unknown): string =>
  partsIn(parts)
    .map((part) => textOf(part['text']))
    .join('');

/** Reasoning in full, else its summary. */
export const thoughtIn = (item: JsonObject): string => textsOf(item['content']) || textsOf(item['summary']);
