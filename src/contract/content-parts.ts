/** What is asked of messages where no schema is: threads that read answers load none. */
import type { Attachment, ContentPart, Message } from './content.ts';

/** A system message is text alone. */
export const partsOf = (content: Message['content']): ContentPart[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;

export const isAttachment = (part: ContentPart): part is Attachment =>
  part.type === 'image' || part.type === 'file';

/** What is written in a message, without pictures, reasoning and tools. */
export const textOf = (content: Message['content']): string =>
  partsOf(content)
    .flatMap((part) => (part.type === 'text' ? part.text : []))
    .join('\n\n');
