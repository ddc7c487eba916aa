/** Most frames of a stream differ from the one before in their text alone: those are read without parsing JSON again. */

/** Where one of these is inside, the text is not what the JSON says literally. */
const notLiteral = /["\\\p{Cc}]/u;

export class RepeatedFrame {
  #head = '';
  #tail = '';

  forget(): void {
    this.#head = '';
  }

  /** Remembers a frame that carries this text and nothing else. */
  learn(data: string, text: string): void {
    this.#head = '';
    const value = `"${text}"`;
    const at = data.indexOf(value);
    // the same text twice: which of them is the text cannot be told
    if (text === '' || at < 0 || data.includes(value, at + 1)) return;
    const before = data[at - 1] === ' ' ? data[at - 2] : data[at - 1];
    if (before !== ':') return;
    this.#head = data.slice(0, at + 1);
    this.#tail = data.slice(at + 1 + text.length);
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
