import { seededRandom, type Random } from '../../base/random.ts';
import { syntheticWords } from './synthetic-words.ts';

export const wordsOf = (count: number, random: Random): string[] =>
  Array.from({ length: count }, () => syntheticWords[Math.floor(random() * syntheticWords.length)] as string);

/** Exactly so many tokens of o200k_base; what a chat format adds around a message is not counted. */
export function syntheticText(tokens: number, ...seed: (string | number)[]): string {
  return wordsOf(tokens, seededRandom('synthetic', ...seed)).join(' ');
}
