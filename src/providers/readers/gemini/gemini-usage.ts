/** What Gemini counts: the thoughts beside the candidates, what its tools read beside the prompt. */
import type { Tokens } from '../../../contract/attempt.ts';
import type { JsonObject } from '../answer-reader.ts';
import { countOf, tokensOfCounts } from '../counts.ts';
import { modalityCounts } from '../../lanes/modality-counts.ts';

/** Every frame repeats the counts so far, some with a part of them; the latest of each stands. */
export function joinGeminiUsage(before: JsonObject, after: JsonObject): JsonObject {
  const told = Object.entries(after).filter(
    ([name, value]) => value !== null && value !== undefined && !(value === 0 && before[name] !== undefined),
  );
  return { ...before, ...Object.fromEntries(told) };
}

/** The total says whether the thoughts are among the candidates, and how many a frame that names none had. */
function outputOf(
  usage: JsonObject,
  input: number | null,
): { visible: number | null; reasoning: number | null } {
  const total = countOf(usage['totalTokenCount']);
  const candidates = countOf(usage['candidatesTokenCount']);
  const thoughts = usage['thoughtsTokenCount'] === undefined ? 0 : countOf(usage['thoughtsTokenCount']);
  const made = total === null || input === null || total < input ? null : total - input;
  if (candidates === null) {
    const unnamed = usage['candidatesTokenCount'] === undefined && made !== null && thoughts !== null;
    return { visible: unnamed && made >= thoughts ? made - thoughts : null, reasoning: thoughts };
  }
  if (thoughts !== null && thoughts > 0 && made === candidates && thoughts <= candidates)
    return { visible: candidates - thoughts, reasoning: thoughts };
  return { visible: candidates, reasoning: thoughts };
}

export function geminiTokens(usage: JsonObject): Tokens {
  const prompt = countOf(usage['promptTokenCount']);
  const fromTools =
    usage['toolUsePromptTokenCount'] === undefined ? 0 : countOf(usage['toolUsePromptTokenCount']);
  const inputTotal = prompt === null || fromTools === null ? null : prompt + fromTools;
  const cached = usage['cachedContentTokenCount'];
  return tokensOfCounts({
    inputTotal,
    cacheRead: cached === undefined ? 0 : countOf(cached),
    // kept caches are made, and paid for, by a call of their own
    cacheWrite: 0,
    ...outputOf(usage, inputTotal),
    ...modalityCounts(usage),
  });
}
