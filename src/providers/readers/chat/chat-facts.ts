import type { AnswerFacts } from '../answer-part.ts';
import type { JsonObject } from '../answer-reader.ts';
import { fieldsOf, isObject, listOf, textOf } from '../fields.ts';

/** Under these names the sources of an answer are listed. */
const sources = ['citations', 'search_results'];

/** What a frame says around its choice. */
export function chatFacts(frame: JsonObject): AnswerFacts {
  return {
    responseId: textOf(frame['id']),
    responseModel: textOf(frame['model']),
    fingerprint: textOf(frame['system_fingerprint']),
    serviceTier: textOf(frame['service_tier']),
    servedBy: textOf(frame['provider']),
  };
}

/** How many sources a frame lists, of all that the answer has. */
export const sourcesIn = (frame: JsonObject): number =>
  Math.max(0, ...sources.map((name) => listOf(frame[name]).length));

/** Usage, wherever a server puts it: beside the choices, in the choice (Moonshot), or in a member of its own (Groq). */
export function usageIn(frame: JsonObject, choice: JsonObject | null): JsonObject | null {
  const places = [frame['usage'], choice?.['usage'], fieldsOf(frame['x_groq'])['usage']];
  return places.find(isObject) ?? null;
}
