/** What Gemini counts: the thoughts beside the candidates, what its tools read beside the prompt. */
import type { Tokens } from '../../../contract/attempt.ts';
import type { JsonObject } from '../answer-reader.ts';
import { countOf, tokensOfCounts } from '../counts.ts';
import { modalityCounts } from '../../lanes/modality-counts.ts';

interface Output {
  visible: number | null;
  reasoning: number | null;
}

/** What the total leaves for the output says whether the thoughts are among the candidates, and what of the two is not named. */
function outputOf(usage: JsonObject, input: number | null): Output {
  const total = countOf(usage['totalTokenCount']);
  const made = total === null || input === null || total < input ? null : total - input;
  const candidates =
    usage['candidatesTokenCount'] === undefined ? undefined : countOf(usage['candidatesTokenCount']);
  const thoughts =
    usage['thoughtsTokenCount'] === undefined ? undefined : countOf(usage['thoughtsTokenCount']);
  if (candidates === null || thoughts === null)
    return { visible: candidates ?? null, reasoning: thoughts ?? null };
  if (candidates === undefined) {
    const rest = made === null ? null : made - (thoughts ?? 0);
    return { visible: rest !== null && rest >= 0 ? rest : null, reasoning: thoughts ?? 0 };
  }
  if (thoughts === undefined)
    return { visible: candidates, reasoning: made !== null && made > candidates ? made - candidates : 0 };
  const isInside = thoughts > 0 && made === candidates && thoughts <= candidates;
  return { visible: isInside ? candidates - thoughts : candidates, reasoning: thoughts };
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
