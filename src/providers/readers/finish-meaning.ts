import { ownValue } from '../../base/own-value.ts';
import type { LanguageModelV4FinishReason } from '@ai-sdk/provider';

type Meaning = LanguageModelV4FinishReason['unified'];

/** Words that say something else than their parts, lower case. A turn that was paused is not at its end. */
const ownMeaning: Record<string, Meaning> = {
  pause_turn: 'length',
  compaction: 'length',
  continuation: 'length',
  incomplete: 'length',
  language: 'content-filter',
  model_armor: 'content-filter',
  other: 'error',
  unexpected_tool_call: 'error',
  too_many_tool_calls: 'error',
  missing_thought_signature: 'error',
  image_other: 'error',
  no_image: 'error',
  finish_reason_unspecified: 'error',
};

/** By parts of words, as each server has its own; the first that fits. */
const meanings: [RegExp, Meaning][] = [
  [
    /filter|safety|unsafe|sensitive|block|prohibit|moderat|policy|violat|recitation|spii|guardrail|refus|toxic/,
    'content-filter',
  ],
  [
    /error|fail|abort|cancel|interrupt|insufficient|unavailable|overload|rate.?limit|time.?out|malformed|crash/,
    'error',
  ],
  [/length|max_|max.?tokens|token.?limit|truncat|context/, 'length'],
  [/tool|function/, 'tool-calls'],
  [/^(stop|eos|end|finish|complete|done|normal)/, 'stop'],
];

/** What a provider's own word for the end of an answer means; `other`: nobody knows. */
export function meaningOf(word: string): Meaning {
  const lower = word.toLowerCase();
  return ownValue(ownMeaning, lower) ?? meanings.find(([pattern]) => pattern.test(lower))?.[1] ?? 'other';
}

export const finishReasonOf = (raw: string): LanguageModelV4FinishReason => ({
  unified: meaningOf(raw),
  raw,
});
