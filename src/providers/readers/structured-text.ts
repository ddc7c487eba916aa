import type { AnswerPart } from './answer-part.ts';

/**
 * Where a package asks for the schema by a tool, what the tool is called with is the answer, and text before it is none: it is held back
 * until it is known whether the tool is called.
 */
export class StructuredText {
  readonly #add: (part: AnswerPart) => void;
  readonly #tool: string | null;
  #held = '';
  /** The tool was called. */
  isCalled = false;

  constructor(add: (part: AnswerPart) => void, tool: string | null) {
    this.#add = add;
    this.#tool = tool;
  }

  /** Text is told as it comes. */
  get isOpen(): boolean {
    return this.#tool === null;
  }

  isTool(name: string): boolean {
    return this.#tool !== null && name === this.#tool;
  }

  /** Text of a block; `providerMetadata` goes back with it in the next turn. */
  text(part: Extract<AnswerPart, { type: 'text-start' | 'text-delta' | 'text-end' }>): void {
    if (this.#tool === null) this.#add(part);
    else if (part.type === 'text-delta') this.#held += part.delta;
  }

  /** More of what the tool is called with. */
  input(id: string, delta: string): void {
    this.isCalled = true;
    this.#add({ type: 'text-delta', id, delta });
  }

  end(): void {
    if (!this.isCalled && this.#held !== '') this.#add({ type: 'text-delta', id: 'held', delta: this.#held });
  }
}
