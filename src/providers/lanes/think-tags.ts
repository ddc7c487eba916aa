/** Reasoning that a model writes into its text, between tags. Pieces may be cut anywhere. */
const pairs = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['<seed:think>', '</seed:think>'],
  ['[THINK]', '[/THINK]'],
  ['◁think▷', '◁/think▷'],
  // channels of gpt-oss, where a server does not take them apart
  ['<|channel|>analysis<|message|>', '<|channel|>final<|message|>'],
] as const;
const opening = pairs.map(([open]) => open);
const closing = pairs.map(([, close]) => close);

/** White space before the first word is kept back up to this length: a tag may follow. */
const maxBlank = 64;

export interface ThinkTagsTaker {
  text(text: string): void;
  reasoning(text: string): void;
  tag(): void;
  /** Something came of which it cannot be told yet whether it is a tag; `isText` if it is none. */
  held(isText: boolean): void;
  /** All text so far was reasoning: some servers put the opening tag into the prompt, so that only the closing one comes. */
  allWasReasoning(): void;
}

function earliest(text: string, tags: readonly string[]): { at: number; tag: string } | null {
  let found: { at: number; tag: string } | null = null;
  for (const tag of tags) {
    const at = text.indexOf(tag);
    if (at >= 0 && (found === null || at < found.at)) found = { at, tag };
  }
  return found;
}

/** Length of the longest end of the text that a tag begins with. */
function beginningAtEnd(text: string, tags: readonly string[]): number {
  const longest = Math.max(...tags.map((tag) => tag.length)) - 1;
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    const end = text.slice(-length);
    if (tags.some((tag) => tag.length > length && tag.startsWith(end))) return length;
  }
  return 0;
}

export class ThinkTags {
  readonly #taker: ThinkTagsTaker;
  #held = '';
  /** The tag that ends the reasoning we are in. */
  #closing: string | null = null;
  #hasTags = false;
  /** Nothing but white space has been said since the beginning, or since the last tag. */
  #isBlank = true;

  constructor(taker: ThinkTagsTaker) {
    this.#taker = taker;
  }

  push(delta: string): void {
    let rest: string | null = this.#held + delta;
    this.#held = '';
    while (rest !== null)
      rest = this.#closing === null ? this.#outside(rest) : this.#inside(rest, this.#closing);
    const isText = this.#closing === null && (!this.#hasTags || this.#held.trim() !== '');
    if (this.#held !== '') this.#taker.held(isText);
  }

  /** What follows the next tag; `null`: there is none. */
  #inside(text: string, close: string): string | null {
    const at = text.indexOf(close);
    if (at < 0) {
      const kept = beginningAtEnd(text, [close]);
      this.#reasoning(text.slice(0, text.length - kept));
      this.#held = text.slice(text.length - kept);
      return null;
    }
    this.#reasoning(text.slice(0, at));
    this.#taker.tag();
    this.#closing = null;
    this.#isBlank = true;
    return text.slice(at + close.length);
  }

  #outside(text: string): string | null {
    // a closing tag without an opening one means something only as the first of all
    const tags = this.#hasTags ? opening : [...opening, ...closing];
    const found = earliest(text, tags);
    if (!found) return this.#untilTag(text, tags);
    const { at, tag } = found;
    const pair = pairs.find(([open]) => open === tag);
    const before = text.slice(0, at);
    this.#hasTags = true;
    if (pair) {
      this.#text(before);
      this.#closing = pair[1];
    } else {
      this.#taker.allWasReasoning();
      this.#reasoning(before);
      this.#isBlank = true;
    }
    this.#taker.tag();
    return text.slice(at + tag.length);
  }

  #untilTag(text: string, tags: readonly string[]): null {
    const isBlank = this.#isBlank && text.trim() === '' && text.length <= maxBlank;
    const kept = isBlank ? text.length : beginningAtEnd(text, tags);
    this.#text(text.slice(0, text.length - kept));
    this.#held = text.slice(text.length - kept);
    return null;
  }

  /** White space around reasoning is no part of the answer. */
  #text(text: string): void {
    const said = this.#isBlank && (this.#hasTags || text.trim() === '') ? text.trimStart() : text;
    if (said === '') return;
    this.#isBlank = false;
    this.#taker.text(said);
  }

  #reasoning(text: string): void {
    if (text !== '') this.#taker.reasoning(text);
  }

  /** Nothing more comes; a tag that was not closed holds all the rest. */
  end(): void {
    const held = this.#held;
    this.#held = '';
    if (this.#closing === null) this.#text(held);
    else this.#reasoning(held);
  }
}
