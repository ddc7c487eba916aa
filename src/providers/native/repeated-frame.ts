/** Most frames of a stream differ from the one before in their text alone: those are read without parsing JSON again. */
import type { ChatFrame } from './chat-parts.ts';

const field = '"content":"';
/** Where one of these is inside, the text is not what the JSON says literally. */
const notLiteral = /["\\\p{Cc}]/u;

/** What a frame adds besides its text must be nothing. */
function plainText(frame: ChatFrame): string | null {
  if (frame.error !== undefined || frame.usage || frame.choices?.length !== 1) return null;
  const { delta, finish_reason } = frame.choices[0] ?? {};
  if (!delta || finish_reason != null || delta.tool_calls) return null;
  return delta.reasoning_content || delta.reasoning || !delta.content ? null : delta.content;
}

export class RepeatedFrame {
  #head = '';
  #tail = '';

  /** Remembers a parsed frame when it carries text and nothing else. */
  learn(data: string, frame: ChatFrame): void {
    this.#head = '';
    const text = plainText(frame);
    const at = data.indexOf(field);
    // a second field of that name: which of them is the text cannot be told
    if (text === null || at < 0 || data.includes(field, at + 1)) return;
    const head = data.slice(0, at + field.length);
    if (!data.startsWith(`${text}"`, head.length)) return;
    this.#head = head;
    this.#tail = data.slice(head.length + text.length);
  }

  /** The text, when all around it is as in the frame learned last; `null`: parse the frame. */
  textOf(data: string): string | null {
    const head = this.#head;
    const tail = this.#tail;
    if (head === '' || data.length <= head.length + tail.length) return null;
    if (!data.startsWith(head) || !data.endsWith(tail)) return null;
    const text = data.slice(head.length, data.length - tail.length);
    return notLiteral.test(text) ? null : text;
  }
}
