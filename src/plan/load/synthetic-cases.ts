import { hashSeed, seededRandom } from '../../base/random.ts';
import { partsOf, textOf } from '../../contract/content-parts.ts';
import type { Case, Message, Suite } from '../../contract/suite.ts';
import { syntheticText, wordsOf } from './synthetic-text.ts';
import { traceCases } from './trace-cases.ts';

/** Different prompts in turn; `unique` makes every call its own. */
const differentPrompts = 16;
/** 256⁸ beginnings. */
const uniqueWords = 8;

/** The suite with made-up prompts in place of its cases, when its load asks for them. */
export function withSyntheticCases(suite: Suite): Suite {
  const lengths = suite.load?.['inputs'] as number[] | undefined;
  if (lengths) {
    const hash = hashSeed('trace', suite.seed, ...lengths)
      .toString(16)
      .padStart(8, '0')
      .repeat(8);
    return { ...suite, cases: traceCases(lengths), hash };
  }
  const tokens = suite.load?.inputTokens;
  if (tokens === undefined) return suite;
  const cases = Array.from({ length: differentPrompts }, (_, index): Case => {
    const content = syntheticText(tokens, suite.seed, index);
    return {
      id: `synthetic-${tokens}-${index + 1}`,
      index,
      variables: {},
      messages: [{ role: 'user', content }],
      tags: [],
      weight: 1,
      tools: [],
      scorers: [],
    };
  });
  const hash = hashSeed('synthetic', tokens, suite.seed).toString(16).padStart(8, '0').repeat(8);
  return { ...suite, cases, hash };
}

/**
 * The messages with words of their own at the very beginning, where a prefix cache looks first: in place of as many words
 * of a made-up prompt, so that its length stays exact, before the text of any other.
 */
export function uniqueMessages(
  messages: readonly Message[],
  isSynthetic: boolean,
  ...seed: (string | number)[]
): Message[] {
  const [first, ...rest] = messages;
  if (!first) return [];
  const own = wordsOf(uniqueWords, seededRandom('unique', ...seed));
  if (!isSynthetic) {
    const opening = `${own.join(' ')}\n\n`;
    const content =
      typeof first.content === 'string'
        ? `${opening}${first.content}`
        : [{ type: 'text' as const, text: opening }, ...partsOf(first.content)];
    return [{ ...first, content }, ...rest];
  }
  const words = textOf(first.content).split(' ');
  const content = [...own.slice(0, words.length), ...words.slice(uniqueWords)].join(' ');
  return [{ ...first, content }, ...rest];
}
