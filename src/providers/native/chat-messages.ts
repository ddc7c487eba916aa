/** Messages as OpenAI's Chat Completions API wants them. */
import type { Attachment, ContentPart, Message } from '../../contract/content.ts';
import { partsOf, textOf } from '../../contract/content-parts.ts';
import type { DataOf } from '../lanes/attachment-bytes.ts';
import { detailsOf } from '../readers/chat/reasoning-details.ts';
import { fieldsOf } from '../readers/fields.ts';

type WireMessage = Record<string, unknown>;

function attachmentOf(part: Attachment, dataOf: DataOf): WireMessage {
  const data = dataOf(part);
  const url = 'url' in data ? data.url : `data:${part.mediaType};base64,${data.base64}`;
  if (part.type === 'image') return { type: 'image_url', image_url: { url } };
  if ('url' in data)
    throw new Error(`${part.name}: this API does not accept documents by URL; use a local file instead`);
  return { type: 'file', file: { filename: part.name, file_data: url } };
}

const ofType = <T extends ContentPart['type']>(content: Message['content'], type: T) =>
  partsOf(content).filter((part): part is Extract<ContentPart, { type: T }> => part.type === type);

/** What the reader of this wire has kept for the next turn under the vendor's id. */
const keptOf = (part: { providerOptions?: unknown }, vendorId: string) =>
  fieldsOf(fieldsOf(part.providerOptions)[vendorId]);

function assistantMessage(content: Message['content'], vendorId: string): WireMessage {
  const calls = ofType(content, 'tool-call');
  const reasoning = ofType(content, 'reasoning')
    .map(({ text }) => text)
    .join('');
  const details = ofType(content, 'reasoning').flatMap((part) => detailsOf(part, vendorId));
  const text = textOf(content);
  return {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    ...(details.length > 0
      ? { reasoning_details: details }
      : reasoning === ''
        ? {}
        : { reasoning_content: reasoning }),
    ...(calls.length === 0
      ? {}
      : {
          tool_calls: calls.map((call) => ({
            id: call.id,
            type: 'function',
            function: { name: call.name, arguments: call.arguments },
            ...keptOf(call, vendorId),
          })),
        }),
  };
}

/** One of ours may be several of theirs: each tool result is a message of its own. */
function wireMessages({ role, content }: Message, dataOf: DataOf, vendorId: string): WireMessage[] {
  if (typeof content === 'string') return [{ role, content }];
  if (role === 'system') return [{ role, content: textOf(content) }];
  if (role === 'assistant') return [assistantMessage(content, vendorId)];
  if (role === 'tool')
    return ofType(content, 'tool-result').map(({ id, result }) => ({
      role,
      tool_call_id: id,
      content: result,
    }));
  const parts = content.flatMap((part): WireMessage[] => {
    if (part.type === 'text') return [{ type: 'text', text: part.text }];
    return part.type === 'image' || part.type === 'file' ? [attachmentOf(part, dataOf)] : [];
  });
  return [{ role, content: parts }];
}

export const chatMessages = (messages: Message[], dataOf: DataOf, vendorId: string): WireMessage[] =>
  messages.flatMap((message) => wireMessages(message, dataOf, vendorId));
