import { hashSeed, seededRandom, type Random } from '../../base/random.ts';
import type { Case, Message, Suite } from '../../contract/suite.ts';
import { syntheticWords } from './synthetic-words.ts';

/** Different prompts in turn; `unique` makes every call its own. */
const differentPrompts = 16;
/** 256⁸ beginnings. */
const uniqueWords = 8;

const wordsOf = (count: number, random: Random): string[] =>
  Array.from({ length: count }, () => syntheticWords[Math.floor(random() * syntheticWords.length)] as string);

/** Exactly so many tokens of o200k_base; what a chat format adds around a message is not counted. */
export function syntheticText(tokens: number, ...seed: (string | number)[]): string {
  return wordsOf(tokens, seededRandom('synthetic', ...seed)).join(' ');
}

/** The suite with made-up prompts in place of its cases, when its load asks for them. */
export function withSyntheticCases(suite: Suite): Suite {
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
  if (!isSynthetic) return [{ ...first, content: `${own.join(' ')}\n\n${first.content}` }, ...rest];
  const words = first.content.split(' ');
  const content = [...own.slice(0, words.length), ...words.slice(uniqueWords)].join(' ');
  return [{ ...first, content }, ...rest];
}
