import type { AnswerPart } from './answer-part.ts';

export type JsonObject = Record<string, unknown>;

/**
 * Reads one answer on one wire, by meaning: what it does not know it passes over, nothing is validated. It hands on parts while a frame is
 * read, so that content belongs to the frame, and so to the stamp, that carried it.
 */
export interface AnswerReader {
  /**
   * A data frame of a stream; `event`: the name it was sent under, '' for none. `true`: the frame carried one piece of text (or reasoning) and
   * nothing else, so that a frame which differs in this text alone may be read without being parsed.
   */
  frame(frame: JsonObject, event: string): boolean;
  /** A frame like the last plain one, but for its text; only readers that keep what was said need to know of it. */
  repeated?(text: string): void;
  /** An answer in one piece. */
  whole(body: unknown): void;
  /** The response has ended: what is known only now. */
  end(): void;
}

/** What a reader knows of the call. */
export interface AnswerContext {
  /** Under which name metadata for the next turn is kept. */
  vendorId: string;
  /** Names of the tools that were offered. */
  toolNames: ReadonlySet<string>;
  /** Some packages ask for the schema of a model that has none of its own by a tool: what it is called with is the answer. */
  structuredTool: string | null;
}

/** One per answer. */
export type OpenReader = (add: (part: AnswerPart) => void, context: AnswerContext) => AnswerReader;
