/** Careful reading of bodies that any client may have sent. */
import { WireRejection } from './wire.ts';

export type JsonObject = Record<string, unknown>;

export function asObject(value: unknown, what: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new WireRejection(`${what} must be an object.`);
  return value as JsonObject;
}

export function asList(value: unknown, what: string): JsonObject[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new WireRejection(`${what} must be a list with at least one entry.`);
  return value.map((entry, i) => asObject(entry, `${what}[${i}]`));
}

export function asText(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '') throw new WireRejection(`${what} must be a text.`);
  return value;
}

/** `null` when absent. */
export function asCount(value: unknown, what: string): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
    throw new WireRejection(`${what} must be a whole number of at least 1.`);
  return value;
}

/** A message's content: a text, or parts of which the last with text counts. */
export function lastText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const part = content.findLast(
    (entry: unknown) => typeof (entry as JsonObject | null)?.['text'] === 'string',
  );
  return part === undefined ? '' : ((part as JsonObject)['text'] as string);
}

/** What the user said, turn by turn, and how many tool results stand after the last of it. */
export function readTurns(
  messages: readonly JsonObject[],
  textOf: (message: JsonObject) => string | null,
  resultsOf: (message: JsonObject) => number,
): { userTexts: string[]; prompt: string; toolResults: number } {
  const userTexts: string[] = [];
  let toolResults = 0;
  for (const message of messages) {
    const text = textOf(message);
    if (text === null) toolResults += resultsOf(message);
    else {
      userTexts.push(text);
      toolResults = 0;
    }
  }
  return { userTexts, prompt: userTexts.at(-1) ?? '', toolResults };
}

/** Parts of a content that have this member or type. */
export const countParts = (content: unknown, is: (part: JsonObject) => boolean): number =>
  Array.isArray(content) ? (content as JsonObject[]).filter(is).length : 0;

/** Pictures and documents as the three wires carry them. */
function isAttachment(part: JsonObject): boolean {
  return (
    ['image_url', 'file', 'image', 'document'].includes(part['type'] as string) ||
    'inlineData' in part ||
    'fileData' in part
  );
}

/** A picture, or a document, is read as 258 tokens (Gemini's price of a small picture) of four characters each. */
const attachmentCharacters = 258 * 4;

/** Characters a model would read: of texts and text parts; of a picture or document a fixed number; of anything else its JSON. Wrapping does not count. */
export function charactersOf(...values: unknown[]): number {
  return values.reduce<number>((sum, value) => sum + charactersIn(value), 0);
}

function charactersIn(value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return charactersOf(...value);
  if (isAttachment(value as JsonObject)) return attachmentCharacters;
  const { text, parts } = value as JsonObject;
  if (typeof text === 'string') return text.length;
  return parts === undefined ? JSON.stringify(value).length : charactersIn(parts);
}

const effortFactors: Record<string, number> = {
  none: 0,
  minimal: 0.25,
  low: 0.5,
  medium: 1,
  high: 2,
  xhigh: 3,
  max: 4,
};

/** 1 for an effort that is not named or not known. */
export function effortFactor(effort: unknown): number {
  return typeof effort === 'string' ? (effortFactors[effort.toLowerCase()] ?? 1) : 1;
}
