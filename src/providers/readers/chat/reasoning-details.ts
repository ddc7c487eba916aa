/** OpenRouter's `reasoning_details`: what its hosts want to see again in the next turn, signatures and encrypted thoughts among it. */
import { fieldsOf, isObject, textOf } from '../fields.ts';
import type { JsonObject } from '../answer-reader.ts';

/** Members that come in pieces. */
const streamed = ['text', 'summary', 'data'];

export class ReasoningDetails {
  readonly #all: JsonObject[] = [];

  /** Pieces of one entry follow one another. */
  add(details: unknown): void {
    if (!Array.isArray(details)) return;
    for (const piece of details.filter(isObject)) {
      const last = this.#all.at(-1);
      const goesOn = last && last['type'] === piece['type'] && last['index'] === piece['index'];
      if (goesOn) this.#append(last, piece);
      else this.#all.push({ ...piece });
    }
  }

  #append(last: JsonObject, piece: JsonObject): void {
    for (const [name, value] of Object.entries(piece)) {
      if (value === null || value === undefined) continue;
      last[name] = streamed.includes(name) ? textOf(last[name]) + textOf(value) : value;
    }
  }

  get all(): readonly JsonObject[] {
    return this.#all;
  }
}

/** From a part of the turn. */
export const detailsOf = (part: { providerOptions?: unknown }, vendorId: string): unknown[] => {
  const details = fieldsOf(fieldsOf(part.providerOptions)[vendorId])['reasoning_details'];
  return Array.isArray(details) ? (details as unknown[]) : [];
};
